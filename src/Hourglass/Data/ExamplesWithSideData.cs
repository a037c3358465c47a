namespace Hourglass.Data;

/// <summary>A view of examples that carries other side data. With lengths, what lies behind them reads as 0.</summary>
internal sealed class ExamplesWithSideData(Examples source, SideData side) : Examples(source.Count, source.Shape, side)
{
    /// <inheritdoc/>
    internal override ValueKind Kind => source.Kind;

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => source.Pictures;

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        source.CopyTo(indices, destination);
        Side.ClearPadding(indices, Shape, destination);
    }
}
