namespace Hourglass.Reports;

/// <summary>The columns of a table, with the distributions of real and made rows over each other.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Note">What is not shown; may be empty.</param>
internal sealed record MarginalsSection(string Heading, string Explanation, IReadOnlyList<ColumnMarginal> Columns, string Note)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => MarginalsHtml.Add(html, this);
}
