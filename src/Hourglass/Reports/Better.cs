namespace Hourglass.Reports;

/// <summary>Which end of a metric's scale is the good one.</summary>
internal enum Better
{
    /// <summary>Neither: the metric describes (active units, memory) and no value is highlighted.</summary>
    Neither,

    /// <summary>Lower values are better, as for errors.</summary>
    Lower,

    /// <summary>Higher values are better, as for accuracies.</summary>
    Higher,
}
