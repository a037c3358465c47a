using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>An elementwise operation on one row of positions at a time.</summary>
/// <param name="input">The maps with the rows.</param>
internal abstract unsafe class RowOperation(SignalOrMaps input) : Operation
{
    /// <summary>The maps with the rows.</summary>
    protected SignalOrMaps Input => input;

    /// <inheritdoc/>
    public sealed override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public sealed override void Do(int worker, int workers)
    {
        var (first, last) = Share(input.Values.Items, worker, workers);
        for (var item = first; item < last; item++) Row(item);
    }

    /// <summary>Processes one row.</summary>
    /// <param name="item">Index of the row over all panels.</param>
    protected abstract void Row(int item);

    /// <summary>to += from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static void Add(float* from, float* to, nint length)
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count) (Vector512.Load(to + i) + Vector512.Load(from + i)).Store(to + i);
    }

    /// <summary>to = from * factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static void Multiply(float* from, float* factors, float* to, nint length)
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count) (Vector512.Load(from + i) * Vector512.Load(factors + i)).Store(to + i);
    }
}
