namespace Hourglass.Reports;

/// <summary>Which examples a curve was measured on; it decides how the line is drawn.</summary>
internal enum CurvePart
{
    /// <summary>Examples the model never learned from: a solid line.</summary>
    Validation,

    /// <summary>Examples the model learned from: a thin, dashed line; a solid one in a chart without validation.</summary>
    Training,
}
