using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// <c>bce_per_feature</c>: the mean of -x log p - (1 - x) log(1 - p) over examples and features, in nats, with the reconstruction p
/// clipped to [1e-7, 1 - 1e-7] as in Keras. For data in [0, 1].
/// </summary>
internal sealed class BinaryCrossEntropy : IMeasure
{
    private const double Margin = 1e-7;
    private double sum;
    private long numbers;

    public IEnumerable<Metric> Metrics => [new("bce_per_feature", sum / numbers)];

    public void Add(ReconstructedBatch batch)
    {
        using var scope = NewDisposeScope();
        var probability = batch.Mean.to_type(float64).clamp_(Margin, 1 - Margin);
        var target = batch.Target.to_type(float64);

        // -x log p - (1 - x) log(1 - p) = -x (log p - log(1 - p)) - log(1 - p).
        var otherLog = (1 - probability).log_();
        var logs = probability.log_().sub_(otherLog).mul_(target).add_(otherLog);
        if (batch.Mask is not null) logs.mul_(batch.Mask);
        sum -= logs.sum().item<double>();
        numbers += batch.Numbers;
    }
}
