namespace Hourglass.Reports;

/// <summary>Which examples a curve was measured on; it decides how the line is drawn.</summary>
internal enum CurvePart
{
    /// <summary>Examples the model was not trained on: a solid line.</summary>
    Validation,

    /// <summary>Examples the model was trained on: a thin, dashed line, or a solid one in a chart without validation.</summary>
    Training,
}
