using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary><c>mse_per_feature</c>: the mean of (x - reconstruction)^2 over examples and features; nothing is cut to a range.</summary>
internal sealed class SquaredError : IMeasure
{
    private double sum;
    private long numbers;

    public IEnumerable<Metric> Metrics => [new("mse_per_feature", sum / numbers)];

    /// <summary>The sum of squared differences of all elements, in double precision.</summary>
    public static double Sum(Tensor a, Tensor b)
    {
        using var difference = a.to_type(float64).sub_(b);
        using var total = difference.mul_(difference).sum();
        return total.item<double>();
    }

    public void Add(ReconstructedBatch batch)
    {
        sum += Sum(batch.Target, batch.Mean);
        numbers += batch.Target.numel();
    }
}
