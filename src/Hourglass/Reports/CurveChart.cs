namespace Hourglass.Reports;

/// <summary>One pair of axes with lines.</summary>
/// <param name="Title">Title above the chart; may be empty if there is only one chart.</param>
/// <param name="XLabel">Label of the horizontal axis, such as "epoch".</param>
/// <param name="YLabel">Label of the vertical axis, with its unit, such as "loss (nats per example)".</param>
/// <param name="Series">The lines.</param>
/// <param name="LogY">Whether the vertical axis is logarithmic; non-positive values then leave a gap.</param>
/// <param name="LogX">Whether the horizontal axis is logarithmic.</param>
internal sealed record CurveChart(string Title, string XLabel, string YLabel, IReadOnlyList<CurveSeries> Series, bool LogY = false, bool LogX = false);
