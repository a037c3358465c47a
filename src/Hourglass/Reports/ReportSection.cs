namespace Hourglass.Reports;

/// <summary>
/// A part of a report, created by <see cref="ModelSections"/>. The kinds are a closed set: <see cref="MetricsSection"/>, <see cref="CurvesSection"/>,
/// <see cref="PictureSection"/>, <see cref="MapSection"/> and <see cref="WarningsSection"/>.
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
}
