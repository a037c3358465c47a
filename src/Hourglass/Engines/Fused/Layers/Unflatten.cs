using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Feature maps from rows of features in the order channel, row, column; or the gradients of one from those of the other.</summary>
internal sealed unsafe class Unflatten(Signal flat, FeatureMaps maps, bool gradient) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var from = gradient ? flat.Gradient : flat.Values;
        var to = gradient ? maps.Gradient : maps.Values;
        var (first, last) = Share(to.Items, worker, workers);
        for (var item = first; item < last; item++)
        {
            var (panel, y) = (item / to.Height, item % to.Height);
            for (var channel = 0; channel < to.Channels; channel++)
            {
                var source = from.At(panel, ((channel * to.Height) + y) * to.Width);
                var target = to.At(panel, y, 0, channel);
                for (var x = 0; x < to.Width; x++) Panels.Copy(source + ((nint)x * Panels.Lanes), target + (x * to.PlaceStride));
            }

            if (gradient) maps.Finish(item);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => gradient ? $"d {maps.Name} from d {flat.Name}" : $"{maps.Name} = {flat.Name} as feature maps";
}
