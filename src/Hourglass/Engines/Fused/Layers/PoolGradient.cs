using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of 2 x 2 max-pooling.</summary>
internal sealed class PoolGradient(FeatureMaps input, FeatureMaps output) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (small, height) = (output.Values, input.Shape.Height);
        var (first, last) = Share(small.Items, worker, workers);
        for (var item = first; item < last; item++)
        {
            Pooling.Backward(input.Values, small, output.Gradient, input.Gradient, item);
            var upper = (item / small.Height * height) + (2 * (item % small.Height));
            input.Finish(upper);
            if (upper % height < height - 1) input.Finish(upper + 1);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} from d {output.Name}";
}
