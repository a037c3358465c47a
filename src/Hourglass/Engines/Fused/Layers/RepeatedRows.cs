using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Copies the data of an example to each row of its latent draws.</summary>
internal sealed unsafe class RepeatedRows(Signal signal, Signal repeated) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(signal.Features, worker, workers);
        for (var panel = 0; panel < repeated.Values.Count; panel++)
            Repetition.Spread(signal.Values, repeated.Each, panel, from, to, repeated.Values.At(panel, from));
    }

    /// <inheritdoc/>
    public override string Describe() => $"{repeated.Name} = {signal.Name} repeated {repeated.Each} times";
}
