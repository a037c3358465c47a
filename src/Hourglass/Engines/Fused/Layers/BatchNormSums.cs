using Hourglass.Kernels.Normalization;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>
/// With h = (x - m) / s: d weight = sum dy h, d bias = sum dy, and the terms of dx that depend on them (Ioffe &amp; Szegedy 2015, section 3); nothing
/// if mean and deviation were not those of the batch.
/// </summary>
internal sealed unsafe class BatchNormSums(BatchNorm norm) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(norm.Channels, worker, workers);
        BatchMoments.Sums(norm.Output.Gradient, norm.Input.Values, first, last, norm.Mean.Pointer, norm.First, norm.Second);
        var share = norm.Count > 1 ? 1.0 / norm.Count : 0;
        for (var channel = first; channel < last; channel++)
        {
            var (slope, product, inverse) = (norm.First[channel], norm.Second[channel], (double)norm.Inverse.Pointer[channel]);
            norm.Weight.Gradient.Pointer[channel] = (float)(product * inverse);
            norm.Bias.Gradient.Pointer[channel] = (float)slope;
            norm.Slope.Pointer[channel] = (float)(slope * share);
            norm.Product.Pointer[channel] = (float)(product * share * inverse * inverse);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {norm.Weight.Name}, d {norm.Bias.Name}";
}
