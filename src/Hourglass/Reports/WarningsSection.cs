using Hourglass.Training.Diagnostics;

namespace Hourglass.Reports;

/// <summary>Problems found in a trained model.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Warnings">The findings, at least one.</param>
internal sealed record WarningsSection(string Heading, string Explanation, IReadOnlyList<TrainingWarning> Warnings)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => WarningsHtml.Add(html, this);
}
