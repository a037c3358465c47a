using Hourglass.Kernels;

namespace Hourglass.Tests.Kernels;

/// <summary>Memory for tests of kernels.</summary>
internal static unsafe class Guarded
{
    /// <summary>Stands behind the memory that a kernel may write.</summary>
    public const float Guard = 12345.678f;

    /// <summary>Random numbers from -0.5 to 0.5.</summary>
    public static AlignedBuffer Numbers(long length, Random random)
    {
        var buffer = new AlignedBuffer(length);
        foreach (ref var value in buffer.Span) value = random.NextSingle() - 0.5f;
        return buffer;
    }

    /// <summary>Zeros with a guard behind them.</summary>
    public static AlignedBuffer Zeros(long length)
    {
        var buffer = new AlignedBuffer(length + 1);
        buffer.Pointer[length] = Guard;
        return buffer;
    }
}
