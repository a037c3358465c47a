using Hourglass.Codes;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>KL(q(z_j|x) || N(0, 1)) of each latent dimension j of Gaussian codes, averaged over examples; the sum over j is the KL.</summary>
/// <param name="latent">Dimensions of the latent space.</param>
internal sealed class DimensionKl(int latent) : IMeasure
{
    private readonly double[] sums = new double[latent];
    private long count;

    public IEnumerable<Metric> Metrics => [];

    /// <summary>The KL of each dimension in nats.</summary>
    public IReadOnlyList<double> Nats => [.. sums.Select(sum => sum / count)];

    /// <summary>1/2 (m^2 + s^2 - 1 - log s^2) of each dimension (Kingma and Welling 2014, appendix B): [batch, latent].</summary>
    public static Tensor Of(Tensor mean, Tensor logVariance) => (mean.square() + logVariance.exp() - 1 - logVariance) * 0.5;

    public void Add(ReconstructedBatch batch)
    {
        if (batch.Code is not GaussianCode code) return;
        using var scope = NewDisposeScope();
        var added = Of(code.Mean.to_type(float64), code.LogVariance.to_type(float64)).sum([0]).data<double>();
        for (var i = 0; i < latent; i++) sums[i] += added[i];
        count += code.Mean.shape[0];
    }
}
