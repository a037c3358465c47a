using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>The memory of numbers that a layer keeps without learning them, such as running means.</summary>
/// <param name="buffer">A buffer of the layer, of 32-bit numbers.</param>
internal sealed unsafe class BufferMemory(Tensor buffer)
{
    /// <summary>The numbers.</summary>
    public float* Values => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer.bytes));
}
