namespace Hourglass;

/// <summary>The data that a model can be trained on.</summary>
public enum DataDemand
{
    /// <summary>Any data.</summary>
    Any,

    /// <summary>Pictures.</summary>
    Pictures,

    /// <summary>Series of steps, including pictures read row by row.</summary>
    Series,

    /// <summary>Examples with labels.</summary>
    Labels,

    /// <summary>Examples with labels or side columns.</summary>
    Conditions,
}
