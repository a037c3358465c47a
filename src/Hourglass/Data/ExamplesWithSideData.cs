namespace Hourglass.Data;

/// <summary>A view of examples with other side data. With lengths, values after the end of a series read as 0.</summary>
internal sealed class ExamplesWithSideData : Examples
{
    private readonly Examples source;

    /// <summary>Wraps <paramref name="source"/>.</summary>
    /// <exception cref="HourglassException">The side data does not fit.</exception>
    public ExamplesWithSideData(Examples source, SideData side)
        : base(source, source.Count, side) => this.source = source;

    /// <inheritdoc/>
    internal override ValueKind Kind => source.Kind;

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => source.Pictures;

    /// <inheritdoc/>
    internal override TableExamples? TableRows => source.TableRows;

    /// <inheritdoc/>
    internal override Examples SameValues => Side.Lengths is null ? source.SameValues : this;

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        source.CopyTo(indices, destination);
        Side.ClearPadding(indices, Shape, destination);
    }
}
