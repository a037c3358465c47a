using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="BatchNormalization"/> layers.</summary>
internal sealed class BatchNormalizationCompiler : LayerCompiler<BatchNormalization>
{
    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(BatchNormalization layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var (parts, tensors) = (body.Parts, body.Tensors);
        var output = body.Like($"{part}.{layer.Name}", input, activation);
        var (weight, bias) = (tensors[$"{part}.{layer.Weight}"], tensors[$"{part}.{layer.Bias}"]);
        var norm = new BatchNorm(input, output, weight, bias, tensors.Buffer($"{part}.{layer.RunningMean}"), tensors.Buffer($"{part}.{layer.RunningVariance}"));
        parts.Forward(new BatchNormStatistics(norm));
        parts.Forward(new BatchNormLayer(norm));
        parts.Backward(new BatchNormGradient(norm));
        parts.Backward(new BatchNormSums(norm));
        body.FinishRows(output, activation);
        return output;
    }
}
