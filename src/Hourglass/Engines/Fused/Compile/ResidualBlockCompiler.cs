using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="ResidualBlock"/>s.</summary>
internal sealed class ResidualBlockCompiler : LayerCompiler<ResidualBlock>
{
    /// <inheritdoc/>
    protected override SignalOrMaps Add(ResidualBlock layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        // After the branch's backward half, which writes d input: this adds to it.
        SignalOrMaps? sum = null;
        body.Parts.Backward(new SumGradient(() => sum!, input));
        sum = body.AddLayers($"{part}.{layer.BranchName}", layer.Branch, input, Activation.Linear);
        body.Parts.Forward(new SumLayer(input, sum));
        return sum;
    }
}
