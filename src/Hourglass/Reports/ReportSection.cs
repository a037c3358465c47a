namespace Hourglass.Reports;

/// <summary>
/// A part of a report, created by <see cref="ModelSections"/> and <see cref="TableSections"/>. The kinds are a closed set: <see cref="MetricsSection"/>,
/// <see cref="CurvesSection"/>, <see cref="PictureSection"/>, <see cref="MapSection"/>, <see cref="WarningsSection"/>, and of tables
/// <see cref="SchemaSection"/>, <see cref="MarginalsSection"/>, <see cref="AssociationsSection"/>, <see cref="ColouredMapSection"/> and
/// <see cref="RowsSection"/>.
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
