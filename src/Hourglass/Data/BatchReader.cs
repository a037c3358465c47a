using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hourglass.Data;

/// <summary>Cuts batches from examples into one reused libtorch buffer.</summary>
internal sealed class BatchReader : IDisposable
{
    private readonly Examples examples;
    private readonly Tensor buffer;
    private readonly int[] indices;

    public BatchReader(Examples examples, int batchSize)
    {
        this.examples = examples;
        buffer = empty(batchSize, examples.Shape.Size).DetachFromDisposeScope();
        indices = new int[batchSize];
    }

    /// <summary>The examples from <paramref name="start"/> on, as many as a batch holds or are left: [batch, size]. Valid until the next read.</summary>
    public Tensor Read(int start)
    {
        var count = Math.Min(indices.Length, examples.Count - start);
        for (var i = 0; i < count; i++) indices[i] = start + i;
        return Read(indices.AsSpan(0, count));
    }

    /// <summary>The examples at these positions: [positions.Length, size]. Valid until the next read.</summary>
    public Tensor Read(ReadOnlySpan<int> positions)
    {
        var floats = MemoryMarshal.Cast<byte, float>(buffer.bytes);
        examples.CopyTo(positions, floats[..(positions.Length * examples.Shape.Size)]);
        return buffer.narrow(0, 0, positions.Length);
    }

    public void Dispose() => buffer.Dispose();
}
