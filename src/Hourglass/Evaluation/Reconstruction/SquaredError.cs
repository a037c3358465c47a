using Hourglass.Passes;

namespace Hourglass.Evaluation;

/// <summary><c>mse_per_feature</c>: the mean of (x - reconstruction)^2 over examples and features, excluding padding;
/// nothing is clipped.</summary>
internal sealed class SquaredError : IMeasure
{
    private double sum;
    private long numbers;

    public IEnumerable<Metric> Metrics => [new("mse_per_feature", sum / numbers)];

    public void Add(ReconstructedBatch batch)
    {
        sum += batch.SquaredDifference(batch.Target, batch.Mean);
        numbers += batch.Numbers;
    }
}
