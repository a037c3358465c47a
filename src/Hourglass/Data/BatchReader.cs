using Hourglass.Data.Batches;

namespace Hourglass.Data;

/// <summary>Reads batches of examples into one reused libtorch buffer.</summary>
internal sealed class BatchReader(Examples examples, int batchSize) : IDisposable
{
    private readonly BatchMemory memory = new(examples, batchSize);
    private readonly int[] indices = new int[batchSize];

    /// <summary>The examples from <paramref name="start"/> on, up to the batch size. Valid until the next read.</summary>
    public Batch Read(int start)
    {
        var count = Math.Min(indices.Length, examples.Count - start);
        for (var i = 0; i < count; i++) indices[i] = start + i;
        return Read(indices.AsSpan(0, count));
    }

    /// <summary>The examples at these positions. Valid until the next read.</summary>
    public Batch Read(ReadOnlySpan<int> positions)
    {
        memory.Read(positions);
        return memory.ToTensors();
    }

    public void Dispose() => memory.Dispose();
}
