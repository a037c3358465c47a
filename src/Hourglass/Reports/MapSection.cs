namespace Hourglass.Reports;

/// <summary>Maps of codes, one or several side by side, under one legend of classes.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Maps">The maps; their labels refer to the same classes.</param>
/// <param name="ClassNames">Names of the class indices, in order; an index beyond them is shown as its number.</param>
internal sealed record MapSection(string Heading, string Explanation, IReadOnlyList<ScatterMap> Maps, IReadOnlyList<string> ClassNames)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => MapsHtml.Add(html, this);
}
