namespace Hourglass.Data;

/// <summary>One pass over examples for several computations.</summary>
internal static class ChunkPass
{
    private const int ChunkNumbers = 1 << 17;

    /// <summary>
    /// Reads the examples once and passes them in order to each visitor, in chunks of [some examples x size]. The visitors work at the same time, while the
    /// next chunk is read; each of them sees one chunk after the other, so that its result does not depend on the others.
    /// </summary>
    /// <param name="examples">The examples.</param>
    /// <param name="visitors">They keep nothing of the span, and throw nothing.</param>
    public static void Run(Examples examples, IReadOnlyList<Action<ReadOnlySpan<float>>> visitors)
    {
        if (visitors.Count == 0 || examples.Count == 0) return;
        var size = examples.Shape.Size;
        var most = Math.Clamp(ChunkNumbers / size, 1, examples.Count);
        var (chunk, next) = (new float[most * size], most < examples.Count ? new float[most * size] : []);
        examples.CopyRange(0, chunk);
        for (var start = 0; start < examples.Count; start += most)
        {
            var (visited, length) = (chunk, Math.Min(most, examples.Count - start) * size);
            var working = visitors.Select(visit => Task.Run(() => visit(visited.AsSpan(0, length)))).ToArray();
            try
            {
                var ahead = Math.Min(most, examples.Count - start - most);
                if (ahead > 0) examples.CopyRange(start + most, next.AsSpan(0, ahead * size));
            }
            finally
            {
                Task.WaitAll(working);
            }

            (chunk, next) = (next, chunk);
        }
    }
}
