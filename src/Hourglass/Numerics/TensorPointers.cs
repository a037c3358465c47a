using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>The numbers of tensors as memory, for kernels. A pointer is valid while its tensor lives.</summary>
internal static unsafe class TensorPointers
{
    /// <summary>The numbers of a contiguous tensor of 32-bit numbers.</summary>
    public static float* Floats(this Tensor tensor) => tensor.dtype == ScalarType.Float32 ? (float*)tensor.Bytes()
        : throw new InvalidOperationException($"A kernel computes with 32-bit numbers, but these are {tensor.dtype}.");

    /// <summary>The bytes of a contiguous tensor.</summary>
    public static byte* Bytes(this Tensor tensor) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
