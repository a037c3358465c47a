namespace Hourglass.Reports;

/// <summary>A table of models (rows) and metrics (columns) in which the best value of each column stands out.</summary>
/// <param name="Heading">The section's heading.</param>
/// <param name="Explanation">One or two sentences for learners; may be empty.</param>
/// <param name="Columns">The metrics.</param>
/// <param name="Rows">The models; each has one value a column, or <see cref="HourglassException"/> is thrown.</param>
public sealed record MetricsSection(string Heading, string Explanation, IReadOnlyList<MetricColumn> Columns, IReadOnlyList<MetricRow> Rows)
    : ReportSection(Heading, Explanation)
{
    /// <summary>The models; each has one value a column.</summary>
    public IReadOnlyList<MetricRow> Rows { get; } = Checked(Columns, Rows);

    private static IReadOnlyList<MetricRow> Checked(IReadOnlyList<MetricColumn> columns, IReadOnlyList<MetricRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Values.Count != columns.Count)
                throw new HourglassException($"The row '{row.Model}' has {row.Values.Count} values for {columns.Count} metrics; give one a column, null where a metric does not apply.");
        }

        return rows;
    }
}
