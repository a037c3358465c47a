using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>Draws from the prior N(0, I), as many as a step has rows.</summary>
internal sealed unsafe class PriorDraw(Signal fresh, StepKey key) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var random = key.For(NoisePurpose.Prior);
        var values = fresh.Values;
        var (from, to) = Share(values.Count * values.Features, worker, workers);
        random.Normal(values.Data + ((nint)from * Panels.Lanes), (nint)(to - from) * Panels.Lanes, (long)from * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{fresh.Name} ~ N(0, I)";
}
