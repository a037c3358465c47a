using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>A view of examples in which values below 0 read as 0 and values above 1 read as 1.</summary>
internal sealed class ClampedExamples : Examples
{
    private readonly Examples source;

    public ClampedExamples(Examples source)
        : base(source) => this.source = source;

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => source.Pictures;

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        source.CopyTo(indices, destination);
        foreach (ref var value in destination[..(indices.Length * Shape.Size)]) value = Math.Clamp(value, 0, 1);
    }
}
