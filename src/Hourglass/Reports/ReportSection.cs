namespace Hourglass.Reports;

/// <summary>
/// A part of a report. The kinds are a closed set: <see cref="MetricsSection"/>, <see cref="CurvesSection"/>,
/// <see cref="PictureSection"/>, <see cref="MapSection"/> and <see cref="WarningsSection"/>.
/// </summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for someone who sees such a figure for the first time; may be empty.</param>
public abstract record ReportSection(string Heading, string Explanation);
