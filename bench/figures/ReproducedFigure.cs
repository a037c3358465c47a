using System.Text.Json.Serialization;

namespace Hourglass.Figures;

/// <summary>The number of a row that is held against a published one: factor x metric + offset.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Metric">The metric of <c>evaluate</c> that it is made of.</param>
/// <param name="Factor">What the metric is multiplied by.</param>
/// <param name="Offset">What is added to it then.</param>
/// <param name="Decimals">Digits behind the point.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReproducedFigure(string Name, string Metric, double Factor = 1, double Offset = 0, int Decimals = 2)
{
    /// <summary>The figure.</summary>
    /// <param name="metrics">What <c>evaluate</c> gave.</param>
    /// <exception cref="HourglassException">The metric is not among them.</exception>
    public double Of(IReadOnlyDictionary<string, double> metrics) => metrics.TryGetValue(Metric, out var value)
        ? (Factor * value) + Offset
        : throw new HourglassException($"The evaluation has no figure '{Metric}' but {string.Join(", ", metrics.Keys)}; name one of these as the row's metric, or have the options of its evaluation ask for it.");

    /// <summary>A number with the row's digits.</summary>
    public string Text(double value) => value.ToString($"F{Decimals}");
}
