namespace Hourglass.Data;

/// <summary>A view of some examples of another list, by position.</summary>
internal sealed class SelectedExamples : Examples
{
    private readonly Examples source;
    private readonly int[] positions;

    private SelectedExamples(Examples source, int[] positions)
        : base(source, positions.Length)
    {
        this.source = source;
        this.positions = positions;
    }

    /// <inheritdoc/>
    internal override ValueKind Kind => source.Kind;

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => source.Pictures;

    /// <inheritdoc/>
    internal override TableExamples? TableRows => source.TableRows;

    /// <summary>
    /// The examples of <paramref name="source"/> at <paramref name="positions"/>, in that order. A selection of a selection is one selection.
    /// </summary>
    public static SelectedExamples Of(Examples source, int[] positions) => source is SelectedExamples other
        ? new(other.source, Array.ConvertAll(positions, i => other.positions[i]))
        : new(source, positions);

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        const int Chunk = 256;
        Span<int> mapped = stackalloc int[Chunk];
        var size = Shape.Size;
        for (var start = 0; start < indices.Length; start += Chunk)
        {
            var n = Math.Min(Chunk, indices.Length - start);
            for (var i = 0; i < n; i++) mapped[i] = positions[indices[start + i]];
            source.CopyTo(mapped[..n], destination.Slice(start * size, n * size));
        }
    }

    private protected override SideData SideOfView(Examples viewed) => viewed.Side.Select(positions);

    private protected override int PositionIn(int index) => positions[index];
}
