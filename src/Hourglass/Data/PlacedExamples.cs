using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>A view of examples that are marked as one part of the data.</summary>
internal sealed class PlacedExamples : Examples
{
    private readonly Examples source;

    /// <summary>Wraps <paramref name="source"/>.</summary>
    public PlacedExamples(Examples source, DataSplit split)
        : base(source, split) => this.source = source;

    /// <inheritdoc/>
    internal override ValueKind Kind => source.Kind;

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => source.Pictures;

    /// <inheritdoc/>
    internal override TableExamples? TableRows => source.TableRows;

    /// <inheritdoc/>
    internal override Examples SameValues => source.SameValues;

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination) => source.CopyTo(indices, destination);
}
