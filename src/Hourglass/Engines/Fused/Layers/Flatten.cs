using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Rows of features in the order channel, row, column from feature maps; or the gradients of one from those of the other.</summary>
internal sealed unsafe class Flatten(FeatureMaps maps, Signal flat, bool gradient) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var from = gradient ? maps.Gradient : maps.Values;
        var to = gradient ? flat.Gradient : flat.Values;
        var (first, last) = Share(from.Items, worker, workers);
        for (var item = first; item < last; item++)
        {
            var (panel, y) = (item / from.Height, item % from.Height);
            for (var channel = 0; channel < from.Channels; channel++)
            {
                var source = from.At(panel, y, 0, channel);
                var target = to.At(panel, ((channel * from.Height) + y) * from.Width);
                for (var x = 0; x < from.Width; x++) Panels.Copy(source + (x * from.PlaceStride), target + ((nint)x * Panels.Lanes));
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => gradient ? $"d {flat.Name} from d {maps.Name}" : $"{flat.Name} = {maps.Name} as rows";
}
