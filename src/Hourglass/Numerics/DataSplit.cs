namespace Hourglass.Numerics;

/// <summary>
/// The part of the data that examples belong to. Noise drawn for a position in the data differs between parts; the numbers are part of the meaning of a seed.
/// </summary>
public enum DataSplit
{
    /// <summary>Not specified.</summary>
    None = 0,

    /// <summary>Training examples.</summary>
    Train = 1,

    /// <summary>Test examples.</summary>
    Test = 2,

    /// <summary>Data that is split into both.</summary>
    Whole = 3,
}
