using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of <see cref="RepeatedRows"/>: the gradients of an example's rows are summed.</summary>
internal sealed class RepeatedRowsGradient(Signal signal, Signal repeated) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(signal.Features, worker, workers);
        Repetition.Gather(repeated.Gradient, signal.Gradient, repeated.Each, from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {signal.Name} = sum of d {repeated.Name} over the {repeated.Each} rows of each example";
}
