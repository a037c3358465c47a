using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of <see cref="LargestKept"/>: the gradient passes through the kept numbers only.</summary>
internal sealed unsafe class LargestKeptGradient(Signal encoded, Signal code, LargestKept largest) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(code.Features, worker, workers);
        for (var panel = 0; panel < code.Values.Count; panel++)
            Multiply(code.Gradient.At(panel, from), largest.Kept.At(panel, from), encoded.Gradient.At(panel, from), (nint)(to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {encoded.Name} = d {code.Name} for the kept units, else 0";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* first, float* second, float* product, nint length)
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count) (Vector512.Load(first + i) * Vector512.Load(second + i)).Store(product + i);
    }
}
