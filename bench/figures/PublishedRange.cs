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
    /// <summary>
    /// How far a figure lies outside the range: above 0 where it is larger, below where it is smaller. What is not a number is infinitely far.
    /// </summary>
    public double Distance(double value) => double.IsNaN(value) ? double.PositiveInfinity
        : value > (double?)Most ? value - (double)Most.Value
        : value < (double?)Least ? value - (double)Least.Value : 0;

    /// <summary>The figure that does least well by the range: the furthest outside, or else the nearest to its ends.</summary>
    /// <param name="values">One or more figures.</param>
    public double Worst(IEnumerable<double> values) => values.MaxBy(Excess);

    /// <summary>The range in the source's digits, which a decimal keeps: 86.40 stays 86.40.</summary>
    public string Text => (Least, Most) switch
    {
        ({ } least, { } most) when least == most => Digits(least),
        ({ } least, { } most) => $"{Digits(least)} to {Digits(most)}",
        (null, { } most) => $"≤ {Digits(most)}",
        ({ } least, null) => $"≥ {Digits(least)}",
        _ => MarkdownTable.Nothing,
    };

    /// <summary>The range as a bar: a middle with its tolerance where it has two ends.</summary>
    public string BarText => (Least, Most) switch
    {
        ({ } least, { } most) when least == most => $"= {Digits(least)}",
        ({ } least, { } most) => $"{Digits((least + most) / 2)} ± {Digits((most - least) / 2)}",
        _ => Text,
    };

    /// <summary>How far a figure lies on the wrong side of the nearer end; below 0 inside.</summary>
    private double Excess(double value) => double.IsNaN(value)
        ? double.PositiveInfinity
        : Math.Max(Most is { } most ? value - (double)most : double.NegativeInfinity, Least is { } least ? (double)least - value : double.NegativeInfinity);

    private static string Digits(decimal value) => value.ToString($"N{value.Scale}", CultureInfo.InvariantCulture);
}
