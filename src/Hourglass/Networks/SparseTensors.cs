using Hourglass.Kernels.Sparse;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Tensors that are mostly zeros.</summary>
internal static unsafe class SparseTensors
{
    /// <summary>The numbers that are not 0 of contiguous rows: [rows, size].</summary>
    public static SparseRows NonZero(this Tensor rows) => SparseRows.Of(new ReadOnlySpan<float>(rows.Floats(), checked((int)rows.numel())), (int)rows.shape[1]);
}
