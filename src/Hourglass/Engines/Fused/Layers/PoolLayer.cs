using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The forward half of 2 x 2 max-pooling.</summary>
internal sealed class PoolLayer(FeatureMaps input, FeatureMaps output) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(output.Values.Items, worker, workers);
        for (var item = first; item < last; item++) Pooling.Forward(input.Values, output.Values, item);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} = 2 x 2 max pooling of {input.Name}";
}
