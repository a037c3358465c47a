namespace Hourglass.Reports;

/// <summary>A table of metrics (rows) and models (columns) in which the best value of each row is highlighted.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Rows">The metrics.</param>
/// <param name="Columns">The models; each has one value per row, or <see cref="HourglassException"/> is thrown.</param>
internal sealed record MetricsSection(string Heading, string Explanation, IReadOnlyList<MetricRow> Rows, IReadOnlyList<ModelColumn> Columns)
    : ReportSection(Heading, Explanation)
{
    internal override void AddTo(HtmlBuilder html) => MetricsHtml.Add(html, this);

    /// <summary>The models; each has one value per row.</summary>
    public IReadOnlyList<ModelColumn> Columns { get; } = Checked(Rows, Columns);

    private static IReadOnlyList<ModelColumn> Checked(IReadOnlyList<MetricRow> rows, IReadOnlyList<ModelColumn> columns)
    {
        foreach (var column in columns)
        {
            if (column.Values.Count != rows.Count)
                throw new HourglassException($"The column '{What(column.Model)}' has {Got(column.Values.Count)} values for {rows.Count} metrics; give " +
                    $"{Allowed("one per metric, and null if it does not apply")}.");
        }

        return columns;
    }
}
