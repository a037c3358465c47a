using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hourglass.Data;

/// <summary>Cuts batches from examples into one reused libtorch buffer.</summary>
internal sealed class BatchReader : IDisposable
{
    private readonly Examples examples;
    private readonly Tensor buffer;
    private readonly int[] indices;
    private readonly SideData side;

    public BatchReader(Examples examples, int batchSize)
    {
        this.examples = examples;
        buffer = empty(batchSize, examples.Shape.Size).DetachFromDisposeScope();
        indices = new int[batchSize];
        side = examples.Side;
    }

    /// <summary>The examples from <paramref name="start"/> on, as many as a batch holds or are left. Valid until the next read.</summary>
    public Batch Read(int start)
    {
        var count = Math.Min(indices.Length, examples.Count - start);
        for (var i = 0; i < count; i++) indices[i] = start + i;
        return Read(indices.AsSpan(0, count));
    }

    /// <summary>The examples at these positions. Valid until the next read.</summary>
    public Batch Read(ReadOnlySpan<int> positions)
    {
        var floats = MemoryMarshal.Cast<byte, float>(buffer.bytes);
        examples.CopyTo(positions, floats[..(positions.Length * examples.Shape.Size)]);
        return new Batch(buffer.narrow(0, 0, positions.Length), Chosen(side.Labels, positions), side.ConditionsOf(positions) is { } conditions ? tensor(conditions) : null, Chosen(side.Lengths, positions));
    }

    public void Dispose() => buffer.Dispose();

    private static Tensor? Chosen(int[]? values, ReadOnlySpan<int> positions)
    {
        if (values is null) return null;
        var chosen = new long[positions.Length];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = values[positions[i]];
        return tensor(chosen);
    }
}
