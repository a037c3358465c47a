using System.Text.Json.Serialization;

namespace Hourglass.Cli.Reproduction;

/// <summary>A published figure, or the range that published ones lie in.</summary>
/// <param name="Least">The lower end; null where only the upper one is given.</param>
/// <param name="Most">The upper end; null where only the lower one is given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PublishedRange(double? Least = null, double? Most = null)
{
    /// <summary>How far a figure lies outside the range: above 0 where it is larger, below where it is smaller.</summary>
    public double Distance(double value) => value > Most ? value - Most.Value : value < Least ? value - Least.Value : 0;

    /// <summary>The range in the digits of the figure.</summary>
    public string Text(ReproducedFigure figure) => (Least, Most) switch
    {
        ({ } least, { } most) when least == most => figure.Text(least),
        ({ } least, { } most) => $"{figure.Text(least)} to {figure.Text(most)}",
        (null, { } most) => $"≤ {figure.Text(most)}",
        ({ } least, null) => $"≥ {figure.Text(least)}",
        _ => MarkdownTable.Nothing,
    };
}
