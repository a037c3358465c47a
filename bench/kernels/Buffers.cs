using Hourglass.Kernels;

namespace Hourglass.KernelBench;

/// <summary>Memory with numbers.</summary>
internal static class Buffers
{
    /// <summary>Equal numbers in every run, between -1/2 and 1/2.</summary>
    public static AlignedBuffer Random(long length)
    {
        var random = new Random(1);
        var buffer = new AlignedBuffer(length);
        foreach (ref var value in buffer.Span) value = random.NextSingle() - 0.5f;
        return buffer;
    }
}
