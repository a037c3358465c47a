using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// One von Mises-Fisher distribution on the unit sphere per example (Davidson et al. 2018). Densities are with respect to the sphere's area.
/// </summary>
/// <param name="mean">The mean direction, of length 1: [batch, latent].</param>
/// <param name="concentration">Above 0; larger means narrower: [batch].</param>
public sealed class VonMisesFisherCode(Tensor mean, Tensor concentration) : DistributionCode
{
    /// <summary>The mean direction: [batch, latent].</summary>
    public Tensor Mean => mean;

    /// <summary>The concentration: [batch].</summary>
    public Tensor Concentration => concentration;

    /// <inheritdoc/>
    public override Tensor Location => mean;

    private int Dimensions => (int)mean.shape[1];

    /// <summary>
    /// Draws w = mu.z by rejection (Ulrich 1984; Wood 1994), a direction across the pole uniformly, and reflects the pole to mu
    /// (Davidson et al. 2018, algorithm 1). The gradient in the concentration is the implicit one: that of the sampler would miss what
    /// rejection does.
    /// </summary>
    public override Tensor Sample(Generator random)
    {
        var concentrations = KnownSlope.Numbers(concentration);
        var along = Components(concentrations, random);
        double[] slopes = concentration.requires_grad && is_grad_enabled()
            ? [.. along.Select((w, i) => VonMisesFisher.Slope(Dimensions, concentrations[i], w))]
            : new double[along.Length];
        double[] across = [.. along.Select(w => Math.Sqrt((1 - w) * (1 + w)))];
        double[] acrossSlopes = [.. along.Select((w, i) => across[i] > 0 ? -w / across[i] * slopes[i] : 0)];
        var tangent = randn(mean.shape[0], Dimensions - 1, dtype: mean.dtype, generator: random);
        tangent = tangent / tangent.square().sum(1, keepdim: true).sqrt();
        var atPole = cat(
            [
                KnownSlope.Attach(along, slopes, concentration).unsqueeze(1),
                KnownSlope.Attach(across, acrossSlopes, concentration).unsqueeze(1) * tangent,
            ],
            1);
        return Reflect(atPole);
    }

    /// <inheritdoc/>
    public override Code Repeat(int times) => new VonMisesFisherCode(mean.repeat_interleave(times, 0), concentration.repeat_interleave(times, 0));

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor latent) =>
        KnownSlope.Apply(concentration, k => VonMisesFisher.LogNormalizer(Dimensions, k)) + (concentration * (mean * latent).sum(1));

    /// <summary>KL to the uniform distribution on the sphere in nats: [batch].</summary>
    public Tensor DivergenceFromUniform() => KnownSlope.Apply(concentration, k => VonMisesFisher.Divergence(Dimensions, k));

    /// <summary>One draw of w for each concentration; rejected ones are redrawn together.</summary>
    private double[] Components(double[] concentrations, Generator random)
    {
        var result = new double[concentrations.Length];
        var dimensions = Dimensions - 1.0;
        int[] waiting = [.. Enumerable.Range(0, result.Length)];
        while (waiting.Length > 0)
        {
            // The first coordinate of a uniform direction is 2 e - 1 for e from the beta distribution that the sampler wants.
            using var noise = randn(waiting.Length, Dimensions, dtype: ScalarType.Float64, generator: random);
            using var squares = noise.square().sum(1).sqrt();
            using var first = noise.select(1, 0) / squares;
            using var uniform = rand(waiting.Length, dtype: ScalarType.Float64, generator: random);
            var (coordinates, chances) = (first.data<double>().ToArray(), uniform.data<double>().ToArray());
            List<int> refused = [];
            for (var i = 0; i < waiting.Length; i++)
            {
                var k = concentrations[waiting[i]];
                var b = dimensions / ((2 * k) + Math.Sqrt((4 * k * k) + (dimensions * dimensions)));
                var x = (1 - b) / (1 + b);
                var e = (1 + coordinates[i]) / 2;
                var w = (1 - ((1 + b) * e)) / (1 - ((1 - b) * e));
                var c = (k * x) + (dimensions * Math.Log(4 * b / ((1 + b) * (1 + b))));
                if ((k * w) + (dimensions * Math.Log(1 - (x * w))) - c >= Math.Log(chances[i])) result[waiting[i]] = w;
                else refused.Add(waiting[i]);
            }

            waiting = [.. refused];
        }

        return result;
    }

    /// <summary>The reflection that takes the first axis to the mean direction (Householder).</summary>
    private Tensor Reflect(Tensor atPole)
    {
        var pole = zeros_like(mean);
        pole.select(1, 0).fill_(1);
        var difference = pole - mean;
        var squared = difference.square().sum(1, keepdim: true).clamp_min(1e-12);
        return atPole - ((difference * atPole).sum(1, keepdim: true) * 2 / squared * difference);
    }
}
