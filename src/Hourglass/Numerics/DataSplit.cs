namespace Hourglass.Numerics;

/// <summary>Which part of the data examples are. Noise drawn for a place in the data differs between them; the numbers are part of the meaning of a seed.</summary>
public enum DataSplit
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>Examples to learn from.</summary>
    Train = 1,

    /// <summary>Examples to be judged by.</summary>
    Test = 2,

    /// <summary>Data in one piece, from which both are cut.</summary>
    Whole = 3,
}
