namespace Hourglass.Reports;

/// <summary>Some rows of a table, in one or more groups, with cells told apart.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Columns">The names of the columns shown.</param>
/// <param name="Groups">The rows.</param>
/// <param name="Note">What is not shown; may be empty.</param>
internal sealed record RowsSection(string Heading, string Explanation, IReadOnlyList<string> Columns, IReadOnlyList<RowGroup> Groups, string Note)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => RowsHtml.Add(html, this);
}
