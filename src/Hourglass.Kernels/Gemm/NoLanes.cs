using System.Runtime.CompilerServices;

namespace Hourglass.Kernels.Gemm;

/// <summary>No second vector: for products whose lanes fill one.</summary>
/// <typeparam name="TFirst">The first vector.</typeparam>
internal readonly unsafe struct NoLanes<TFirst> : ISecondLanes<TFirst, NoVector>
    where TFirst : struct
{
    /// <inheritdoc/>
    public static int Count => 0;

    /// <inheritdoc/>
    public static NoVector Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NoVector Load(float* from) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(NoVector vector, float* to)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NoVector Broadcast(float* from) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NoVector MultiplyAdd(TFirst a, NoVector b, NoVector c) => default;
}
