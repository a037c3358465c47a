namespace Hourglass.Data;

/// <summary>The cells from one value to another in the unit of a column, both included.</summary>
/// <param name="Least">The least cell.</param>
/// <param name="Most">The greatest cell.</param>
internal readonly record struct CellRange(double Least, double Most)
{
    /// <summary>All cells.</summary>
    public static CellRange All { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether a cell lies in the range.</summary>
    public bool Contains(double cell) => cell >= Least && cell <= Most;

    /// <summary>The cells in both ranges.</summary>
    public CellRange And(CellRange other) => new(Math.Max(Least, other.Least), Math.Min(Most, other.Most));
}
