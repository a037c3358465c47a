namespace Hourglass.Reports;

/// <summary>A map of codes whose points can be coloured by any of several columns.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Map">The points.</param>
/// <param name="Colourings">The columns, at least one.</param>
/// <param name="Chosen">The index of the column that is shown first.</param>
internal sealed record ColouredMapSection(string Heading, string Explanation, ScatterMap Map, IReadOnlyList<MapColouring> Colourings, int Chosen)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => ColouredMapHtml.Add(html, this);
}
