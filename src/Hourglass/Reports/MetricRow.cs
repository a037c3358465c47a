namespace Hourglass.Reports;

/// <summary>One metric of a <see cref="MetricsSection"/>.</summary>
/// <param name="Name">The metric's stable name with its unit, such as <c>reconstruction_nats</c>; empty if it has none.</param>
/// <param name="Better">Which values are better; the best of the row is highlighted.</param>
/// <param name="Label">The name in plain words, shown before <paramref name="Name"/>; null shows the name alone.</param>
/// <param name="Meaning">What the metric means, in a few plain words below its name; null shows nothing.</param>
/// <param name="Digits">Significant digits of the row's largest value, 1 to 9; 4 by default.</param>
internal sealed record MetricRow(string Name, Better Better, string? Label = null, string? Meaning = null, int Digits = 4);
