using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Normalization;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>
/// Mean and deviation of each unit or feature map over the batch, which update the running ones. Each mean is computed by one worker. A batch of
/// one number has no variance: it uses the running statistics, which do not change.
/// </summary>
internal sealed unsafe class BatchNormStatistics(BatchNorm norm) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(norm.Channels, worker, workers);
        var (means, variances, count) = (norm.First, norm.Second, norm.Count);
        if (count > 1) BatchMoments.Of(norm.Input.Values, norm.Input.Rows, first, last, means, variances);
        for (var channel = first; channel < last; channel++)
        {
            var (mean, variance) = count > 1 ? (means[channel], variances[channel]) : (norm.RunningMean.Values[channel], norm.RunningVariance.Values[channel]);
            norm.Mean.Pointer[channel] = (float)mean;
            norm.Inverse.Pointer[channel] = (float)(1 / Math.Sqrt(variance + BatchNormalization.Epsilon));
            norm.Scale.Pointer[channel] = norm.Inverse.Pointer[channel] * norm.Weight.Values[channel];
            if (count == 1) continue;
            Follow(norm.RunningMean, channel, mean);
            Follow(norm.RunningVariance, channel, variance * count / (count - 1));
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"mean and standard deviation of {norm.Input.Name} over the batch";

    private static void Follow(BufferMemory running, int channel, double seen) =>
        running.Values[channel] = (float)(((1 - BatchNormalization.Momentum) * running.Values[channel]) + (BatchNormalization.Momentum * seen));
}
