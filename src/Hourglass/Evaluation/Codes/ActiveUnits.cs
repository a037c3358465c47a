using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// <c>active_units</c>: the number of latent dimensions whose posterior mean varies over the examples with a variance above 0.01
/// (Y. Burda, R. Grosse and R. Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, section 5.2). With flows, whose posterior has no mean in closed
/// form, the variance is that of the mean passed through the flows, which the decoder gets, not of the mean before the flows.
/// </summary>
/// <param name="latent">Dimensions of the latent space.</param>
internal sealed class ActiveUnits(int latent) : IMeasure
{
    /// <summary>The variance above which a dimension is active.</summary>
    public const double Threshold = 0.01;

    private readonly double[] mean = new double[latent];
    private readonly double[] squares = new double[latent];
    private long count;

    public IEnumerable<Metric> Metrics => [new("active_units", Active)];

    /// <summary>Number of active dimensions.</summary>
    public int Active => squares.Count(square => square / count > Threshold);

    public void Add(ReconstructedBatch batch)
    {
        Add(batch.Latent ?? batch.Code.Location);
    }

    /// <summary>Adds posterior means: [batch, latent].</summary>
    public void Add(Tensor means)
    {
        using var scope = NewDisposeScope();
        var values = means.to_type(float64);
        var added = values.shape[0];
        var centre = values.mean([0]);
        var spread = (values - centre).square().sum([0]).data<double>();
        var centres = centre.data<double>();

        // Chan, Golub and LeVeque (1979): merges the moments of two sets without cancellation.
        var total = count + added;
        for (var i = 0; i < latent; i++)
        {
            var shift = centres[i] - mean[i];
            mean[i] += shift * added / total;
            squares[i] += spread[i] + (shift * shift * count * added / total);
        }

        count = total;
    }
}
