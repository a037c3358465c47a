using System.Runtime.CompilerServices;

namespace Hourglass.Kernels.Gemm;

/// <summary>Rows of b lie evenly apart: dense layers.</summary>
internal readonly unsafe struct EvenSteps : ISteps
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* At(in TileTask task, float* b, int k) => b + (k * task.BStride);
}
