namespace Hourglass;

/// <summary>What data a model can be trained on.</summary>
public enum DataDemand
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>Pictures.</summary>
    Pictures,

    /// <summary>Series of steps, which pictures read row by row are too.</summary>
    Series,

    /// <summary>Examples with labels.</summary>
    Labels,

    /// <summary>Examples with labels or side columns.</summary>
    Conditions,
}
