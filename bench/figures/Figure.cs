using System.Globalization;
using System.Text.Json.Serialization;

namespace Hourglass.Figures;

/// <summary>A number of a row, factor x metric + offset, and its reference.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Metric">The metric of <c>evaluate</c> that it is made of.</param>
/// <param name="Factor">What the metric is multiplied by.</param>
/// <param name="Offset">What is added to it then.</param>
/// <param name="Decimals">Digits behind the point.</param>
/// <param name="Split">The part of the data that it is measured on: test or train.</param>
/// <param name="IsOptional">Whether it is not a number, and no failure, where the model does not have the metric.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Figure(string Name, string Metric, double Factor = 1, double Offset = 0, int Decimals = 2, string Split = "test",
    bool IsOptional = false)
{
    /// <summary>The published figure; null where there is none.</summary>
    public PublishedRange? Published { get; init; }

    /// <summary>A bar of our own; null where there is none. A figure has a published one or a bar, not both.</summary>
    public PublishedRange? Bar { get; init; }

    /// <summary>
    /// How far figures of one protocol lie apart from seed to seed or author to author, in units of the figure; 0 where nobody has measured it.
    /// </summary>
    public double Spread { get; init; }

    /// <summary>Who measured the spread, and how; null where it is 0.</summary>
    public string? SpreadBasis { get; init; }

    /// <summary>The figure at a point of a row whose first figure it is.</summary>
    /// <exception cref="HourglassException">The metric is not among the point's.</exception>
    public double Of(Point point) => Of(point.Metrics);

    /// <summary>The figure.</summary>
    /// <param name="metrics">What <c>evaluate</c> gave on its split.</param>
    /// <exception cref="HourglassException">The metric is not among them.</exception>
    public double Of(IReadOnlyDictionary<string, double> metrics) => metrics.TryGetValue(Metric, out var value) ? (Factor * value) + Offset
        : IsOptional ? double.NaN
        : throw new HourglassException($"The evaluation has no figure '{Metric}' but {string.Join(", ", metrics.Keys)}; " +
            "name one of these as the row's metric, or have the options of its evaluation ask for it.");

    /// <summary>A number with the figure's digits.</summary>
    public string Text(double value) => value.ToString($"N{Decimals}", CultureInfo.InvariantCulture);
}
