using Hourglass.Data;

namespace Hourglass.Reports;

/// <summary>The columns of a table: names, kinds, ranges or levels, missing cells, use, and doubts.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Schema">The columns.</param>
/// <param name="Codes">How the cells of columns become numbers, by name.</param>
internal sealed record SchemaSection(string Heading, string Explanation, TableSchema Schema, IReadOnlyDictionary<string, string> Codes)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => SchemaHtml.Add(html, this);
}
