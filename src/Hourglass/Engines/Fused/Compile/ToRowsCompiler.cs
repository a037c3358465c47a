using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="ToRows"/> layers.</summary>
internal sealed class ToRowsCompiler : LayerCompiler<ToRows>
{
    /// <inheritdoc/>
    public override bool Infers => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(ToRows layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var maps = input.Maps;
        var output = body.Output($"{maps.Name} rows", maps.Shape.Size, 1, null);
        body.Parts.Forward(new Flatten(maps, output, gradient: false));
        if (body.Parts.Learns) body.Parts.Backward(new Unflatten(output, maps, gradient: true));
        return new SignalOrMaps(output, null, body.Batch);
    }
}
