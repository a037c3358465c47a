using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="Dropout"/> layers.</summary>
internal sealed class DropoutCompiler : LayerCompiler<Dropout>
{
    /// <inheritdoc/>
    protected override SignalOrMaps Add(Dropout layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var name = $"{part}.{layer.Name}";
        var output = body.Like(name, input, Activation.Linear);
        body.Parts.Backward(new DropoutGradient(body.Drop(name, input, output, layer.Probability), input, output));
        return output;
    }
}
