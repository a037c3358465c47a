using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>Multiplies the gradient of each row by the weight of the row.</summary>
internal sealed unsafe class ScaledRows(Signal signal, RowWeights weights) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(signal.Features, worker, workers);
        var gradient = signal.Gradient;
        for (var panel = 0; panel < gradient.Count; panel++) Scale(gradient.At(panel, from), weights.At(panel), to - from);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {signal.Name} times the weight of each row";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* values, float* weights, int features)
    {
        var (low, high) = (Vector512.Load(weights), Vector512.Load(weights + 16));
        for (var end = values + ((nint)features * Panels.Lanes); values < end; values += Panels.Lanes)
        {
            (Vector512.Load(values) * low).Store(values);
            (Vector512.Load(values + 16) * high).Store(values + 16);
        }
    }
}
