using System.Runtime.CompilerServices;

namespace Hourglass.Kernels.Gemm;

/// <summary>Rows of b lie where a table says: convolutions read their neighbourhoods without a copy.</summary>
internal readonly unsafe struct TabledSteps : ISteps
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* At(in TileTask task, float* b, int k) => b + task.Table[k];
}
