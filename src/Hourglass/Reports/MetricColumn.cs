namespace Hourglass.Reports;

/// <summary>One metric of a <see cref="MetricsSection"/>.</summary>
/// <param name="Name">The metric's stable name with its unit, such as <c>reconstruction_nats</c>.</param>
/// <param name="Better">Which values are better; the best of the column is highlighted.</param>
/// <param name="Label">The name in plain words, shown above <paramref name="Name"/>; null shows the name alone.</param>
/// <param name="Digits">Significant digits of the column's largest value, 1 to 9; 4 by default.</param>
public sealed record MetricColumn(string Name, Better Better, string? Label = null, int Digits = 4);
