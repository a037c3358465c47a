using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Normalization;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>
/// The forward half of layer normalisation, y = (x - m) / s * weight + bias, and the subsequent activation; see
/// <see cref="LayerNormalization"/>. Each worker has some of the panels, so that each example's mean is computed by one worker.
/// </summary>
internal sealed unsafe class LayerNormLayer(SignalOrMaps input, SignalOrMaps output, ParameterMemory weight, ParameterMemory bias) : Operation
{
    private readonly AlignedBuffer means = new(Panels.LengthFor(input.MostRows, 1));
    private readonly AlignedBuffer inverses = new(Panels.LengthFor(input.MostRows, 1));

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <summary>m of each row.</summary>
    public float* Means => means.Pointer;

    /// <summary>1 / s of each row.</summary>
    public float* Inverses => inverses.Pointer;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (x, y) = (input.Values, output.Sums);
        var (first, last) = Share(x.Count, worker, workers);
        for (var panel = first; panel < last; panel++)
        {
            var mean = Means + (panel * Panels.Lanes);
            var inverse = Inverses + (panel * Panels.Lanes);
            RowMoments.Of(x, panel, LayerNormalization.Epsilon, mean, inverse);
            for (var item = panel * x.Height; item < (panel + 1) * x.Height; item++)
            {
                RowMoments.Apply(x, y, item, mean, inverse, weight.Values, bias.Values);
                output.Activate(item);
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} = layer normalisation of {input.Name}";
}
