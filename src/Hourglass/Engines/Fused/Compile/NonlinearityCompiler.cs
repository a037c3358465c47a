using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="Nonlinearity"/> layers that are not fused with the preceding layer.</summary>
internal sealed class NonlinearityCompiler : LayerCompiler<Nonlinearity>
{
    /// <inheritdoc/>
    public override bool Infers => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(Nonlinearity layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body) =>
        body.Activate($"{part}.{layer.Name}", input, layer.Function);
}
