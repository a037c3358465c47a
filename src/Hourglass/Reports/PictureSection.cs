namespace Hourglass.Reports;

/// <summary>Picture sheets: reconstructions, denoised pictures, new pictures, a decoded manifold.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Panels">The sheets; narrow ones are placed side by side.</param>
internal sealed record PictureSection(string Heading, string Explanation, IReadOnlyList<PicturePanel> Panels)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => PicturesHtml.Add(html, this);
}
