namespace Hourglass.Reports;

/// <summary>Charts of metrics during training, one or several side by side.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Charts">The charts; give losses that are not comparable separate charts.</param>
internal sealed record CurvesSection(string Heading, string Explanation, IReadOnlyList<CurveChart> Charts)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => CurvesHtml.Add(html, this);
}
