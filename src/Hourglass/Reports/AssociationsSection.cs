namespace Hourglass.Reports;

/// <summary>The associations of the columns of a table in real and made rows, in one matrix: real ones above the diagonal, made ones below.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Names">The columns.</param>
/// <param name="Real">[columns, columns], from -1 to 1.</param>
/// <param name="Made">The same of the made rows.</param>
/// <param name="Differences">The pairs that differ most.</param>
/// <param name="Note">What is not shown; may be empty.</param>
internal sealed record AssociationsSection(string Heading, string Explanation, IReadOnlyList<string> Names, double[,] Real, double[,] Made,
    IReadOnlyList<AssociationDifference> Differences, string Note) : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => AssociationsHtml.Add(html, this);
}
