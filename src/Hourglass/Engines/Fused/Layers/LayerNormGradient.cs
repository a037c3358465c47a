using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Normalization;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of layer normalisation: a worker's panels of dx, and its units or feature maps of d weight and d bias.</summary>
internal sealed unsafe class LayerNormGradient(LayerNormLayer layer, SignalOrMaps input, SignalOrMaps output, ParameterMemory weight,
    ParameterMemory bias) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (x, dy, dx) = (input.Values, output.Gradient, input.Gradient);
        var (first, last) = Share(x.Count, worker, workers);
        for (var panel = first; panel < last; panel++)
        {
            RowMoments.Backward(dy, x, dx, panel, layer.Means + (panel * Panels.Lanes), layer.Inverses + (panel * Panels.Lanes), weight.Values);
            for (var item = panel * x.Height; item < (panel + 1) * x.Height; item++) input.Finish(item);
        }

        (first, last) = Share(weight.Length, worker, workers);
        for (var channel = first; channel < last; channel++)
        {
            var (slope, product) = RowMoments.Sums(dy, x, channel, layer.Means, layer.Inverses);
            weight.Gradient.Pointer[channel] = (float)product;
            bias.Gradient.Pointer[channel] = (float)slope;
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} from d {output.Name}; d {weight.Name}, d {bias.Name}";
}
