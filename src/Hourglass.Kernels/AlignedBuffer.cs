namespace Hourglass.Kernels;

/// <summary>
/// Zeroed memory for 32-bit numbers that the garbage collector does not move, aligned to the longest vector and to a cache line. It
/// lives as long as this object.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    /// <summary>Numbers per cache line, which workers should not share.</summary>
    public const int CacheLine = 16;

    private const int Alignment = CacheLine * sizeof(float);
    private readonly float[] memory;

    /// <summary>Allocates memory for this many numbers.</summary>
    public AlignedBuffer(long length)
    {
        memory = GC.AllocateArray<float>(checked((int)length) + (Alignment / sizeof(float)), pinned: true);
        Length = (int)length;
        fixed (float* start = memory) Pointer = (float*)(((nuint)start + Alignment - 1) / Alignment * Alignment);
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The first number.</summary>
    public float* Pointer { get; }

    /// <summary>All numbers.</summary>
    public Span<float> Span => memory.AsSpan((int)(Pointer - (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref memory[0])), Length);
}
