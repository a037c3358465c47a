namespace Hourglass.Reports;

/// <summary>One pair of axes with lines.</summary>
/// <param name="Title">Stands over the chart; may be empty when there is only one.</param>
/// <param name="XLabel">What runs along the horizontal axis, such as "epoch".</param>
/// <param name="YLabel">What runs along the vertical axis, with its unit, such as "loss (nats per example)".</param>
/// <param name="Series">The lines.</param>
/// <param name="LogY">Whether the vertical axis is logarithmic; values that are not positive then leave a gap.</param>
/// <param name="LogX">Whether the horizontal axis is logarithmic.</param>
internal sealed record CurveChart(string Title, string XLabel, string YLabel, IReadOnlyList<CurveSeries> Series, bool LogY = false, bool LogX = false);
