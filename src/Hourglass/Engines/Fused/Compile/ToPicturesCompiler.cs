using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="ToPictures"/> layers.</summary>
internal sealed class ToPicturesCompiler : LayerCompiler<ToPictures>
{
    /// <inheritdoc/>
    public override bool Infers => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(ToPictures layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var rows = input.Signal;
        var maps = new FeatureMaps($"{rows.Name} maps", layer.Shape, body.Border, null, body.Batch, rows.HasGradient);
        body.Parts.Forward(new Unflatten(rows, maps, gradient: false));
        if (rows.HasGradient) body.Parts.Backward(new Flatten(maps, rows, gradient: true));
        return new SignalOrMaps(maps, body.Batch);
    }
}
