namespace Hourglass.Reports;

/// <summary>
/// A part of a report, created by <see cref="ModelSections"/> and <see cref="TableSections"/>. The kinds are a closed set.
/// </summary>
public abstract record ReportSection
{
    private protected ReportSection(string heading, string explanation)
    {
        Heading = heading;
        Explanation = explanation;
    }

    /// <summary>The section's heading.</summary>
    public string Heading { get; init; }

    /// <summary>One or two sentences for readers who see such a figure for the first time; may be empty.</summary>
    public string Explanation { get; init; }

    /// <summary>Writes what lies below heading and explanation.</summary>
    internal abstract void AddTo(HtmlBuilder html);
}
