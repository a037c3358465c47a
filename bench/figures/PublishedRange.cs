using System.Globalization;
using System.Text.Json.Serialization;
using Hourglass.Pages;

namespace Hourglass.Figures;

/// <summary>A published figure or a bar, or the range that published ones lie in, in the digits that they are given in.</summary>
/// <param name="Least">The lower end; null where only the upper one is given.</param>
/// <param name="Most">The upper end; null where only the lower one is given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PublishedRange(decimal? Least = null, decimal? Most = null)
{
    /// <summary>How far a figure lies outside the range: above 0 where it is larger, below where it is smaller.</summary>
    public double Distance(double value) => value > (double?)Most ? value - (double)Most.Value : value < (double?)Least ? value - (double)Least.Value : 0;

    /// <summary>The range in the source's digits, which a decimal keeps: 86.40 stays 86.40.</summary>
    public string Text => (Least, Most) switch
    {
        ({ } least, { } most) when least == most => Digits(least),
        ({ } least, { } most) => $"{Digits(least)} to {Digits(most)}",
        (null, { } most) => $"≤ {Digits(most)}",
        ({ } least, null) => $"≥ {Digits(least)}",
        _ => MarkdownTable.Nothing,
    };

    private static string Digits(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
