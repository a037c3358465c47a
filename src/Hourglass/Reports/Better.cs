namespace Hourglass.Reports;

/// <summary>Which values of a metric are better.</summary>
internal enum Better
{
    /// <summary>Neither: the metric is descriptive (active units, memory), and no value is highlighted.</summary>
    Neither,

    /// <summary>Lower values are better, as for errors.</summary>
    Lower,

    /// <summary>Higher values are better, as for accuracies.</summary>
    Higher,
}
