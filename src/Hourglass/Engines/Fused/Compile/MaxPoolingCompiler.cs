using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="MaxPooling"/> layers.</summary>
internal sealed class MaxPoolingCompiler : LayerCompiler<MaxPooling>
{
    /// <inheritdoc/>
    public override bool Infers => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(MaxPooling layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var maps = input.Maps;
        var output = body.Maps($"{maps.Name}, pooled", layer.To, Activation.Linear);
        if (body.Parts.InOrder[^1] is ConvolutionLayer convolution && convolution.Output == maps) convolution.Pool(output);
        else body.Parts.Forward(new PoolLayer(maps, output));
        if (body.Parts.Learns) body.Parts.Backward(new PoolGradient(maps, output));
        return new SignalOrMaps(output, body.Batch);
    }
}
