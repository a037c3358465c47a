namespace Hourglass.Reports;

/// <summary>The share of rows with a level, or in an interval, in real and in made rows.</summary>
/// <param name="Label">The level, or the bounds of the interval.</param>
/// <param name="Real">The share of the real rows, from 0 to 1.</param>
/// <param name="Made">The share of the made rows.</param>
internal readonly record struct MarginalBar(string Label, double Real, double Made);
