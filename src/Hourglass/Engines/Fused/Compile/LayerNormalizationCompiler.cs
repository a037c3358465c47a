using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="LayerNormalization"/> layers.</summary>
internal sealed class LayerNormalizationCompiler : LayerCompiler<LayerNormalization>
{
    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(LayerNormalization layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var output = body.Like($"{part}.{layer.Name}", input, activation);
        var (weight, bias) = (body.Tensors[$"{part}.{layer.Weight}"], body.Tensors[$"{part}.{layer.Bias}"]);
        var operation = body.Parts.Forward(new LayerNormLayer(input, output, weight, bias));
        body.Parts.Backward(new LayerNormGradient(operation, input, output, weight, bias));
        body.FinishRows(output, activation);
        return output;
    }
}
