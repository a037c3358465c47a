using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Appends the condition to a network's input: each number once, or as a constant feature map.</summary>
internal sealed unsafe class Joined(Signal signal, Signal told, Signal joined) : Operation
{
    private readonly int plane = (joined.Features - signal.Features) / told.Features;

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(joined.Features, worker, workers);
        for (var panel = 0; panel < joined.Values.Count; panel++)
        {
            for (var feature = from; feature < to; feature++)
            {
                var behind = feature - signal.Features;
                var source = behind < 0 ? signal.Values.At(panel, feature) : told.Values.At(panel, behind / plane);
                Panels.Copy(source, joined.Values.At(panel, feature));
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{joined.Name} = {signal.Name} and {told.Name} concatenated";
}
