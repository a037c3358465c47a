using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>A view of examples with a <see cref="Scaling"/> applied.</summary>
internal sealed class ScaledExamples : Examples
{
    private readonly Examples source;
    private readonly Scaling scaling;

    internal ScaledExamples(Examples source, Scaling scaling) : base(source)
    {
        this.source = source;
        this.scaling = scaling;
    }

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => source.Pictures;

    /// <inheritdoc/>
    private protected override ValueSummary Summarize() => Side.Lengths is null && FeatureStatistics.Find(source) is { } statistics
        ? statistics.Scaled(scaling)
        : base.Summarize();

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        source.CopyTo(indices, destination);
        scaling.Apply(destination[..(indices.Length * Shape.Size)]);
        Side.ClearPadding(indices, Shape, destination);
    }
}
