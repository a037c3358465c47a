namespace Hourglass.Reports;

/// <summary>The contents of a report page, independent of its appearance; <see cref="HtmlReport"/> turns it into a page.</summary>
/// <param name="Title">The page's title, such as "Four autoencoders on MNIST".</param>
/// <param name="Subtitle">One sentence on what was done; may be empty.</param>
/// <param name="Facts">Facts shown below the title: data, machine, seed, wall time.</param>
/// <param name="Sections">The parts of the page, in reading order.</param>
public sealed record Report(string Title, string Subtitle, IReadOnlyList<ReportFact> Facts, IReadOnlyList<ReportSection> Sections);
