namespace Hourglass.Data;

/// <summary>What is known of the values of a column before they are read.</summary>
/// <param name="Least">The least value; null if there is none.</param>
/// <param name="Most">The largest value.</param>
internal sealed record ValueFacts(double? Least, double? Most)
{
    /// <summary>Digits after the decimal point with which every number is exact; null if unknown.</summary>
    public int? Decimals { get; init; }

    /// <summary>Whether every number is one of 32 bits.</summary>
    public bool Are32Bit { get; init; }

    /// <summary>Whether every time is one of whole seconds.</summary>
    public bool AreSeconds { get; init; }
}
