using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>
/// -log of the mean importance weight of some draws, and the weight of each draw's -log w in the gradient: its normalised weight, or the square of that.
/// </summary>
/// <param name="samples">Draws per bound.</param>
/// <param name="squared">Whether the gradient is the doubly reparameterised one of Tucker et al. 2019.</param>
/// <param name="batch">The number of examples of a step.</param>
/// <param name="each">Draws per example, a multiple of <paramref name="samples"/>.</param>
internal sealed class ImportanceBound(int samples, bool squared, BatchSize batch, int each) : ITermOperation
{
    private readonly double[] bounds = new double[batch.Most * (each / samples)];

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <inheritdoc/>
    public double Figure
    {
        get
        {
            double sum = 0;
            var count = batch.Count * (each / samples);
            for (var i = 0; i < count; i++) sum += bounds[i];
            return sum / count;
        }
    }

    /// <summary>Computes the bounds of an example.</summary>
    /// <param name="example">Index of the example.</param>
    /// <param name="logWeights">log w of its draws.</param>
    /// <param name="weights">The draws' weights in the loss are added here.</param>
    public void Compute(int example, ReadOnlySpan<double> logWeights, Span<float> weights)
    {
        var groups = each / samples;
        var factor = Weight / ((double)batch.Count * groups);
        for (var group = 0; group < groups; group++)
        {
            var own = logWeights.Slice(group * samples, samples);
            var most = double.NegativeInfinity;
            foreach (var logWeight in own) most = Math.Max(most, logWeight);
            double sum = 0;
            foreach (var logWeight in own) sum += Math.Exp(logWeight - most);
            var total = most + Math.Log(sum);
            bounds[(example * groups) + group] = Math.Log(samples) - total;
            for (var i = 0; i < samples; i++) weights[(group * samples) + i] += (float)(factor * Math.Exp((squared ? 2 : 1) * (own[i] - total)));
        }
    }
}
