namespace Hourglass.Engines.Fused.Ordered;

/// <summary>Numbers of a row.</summary>
/// <param name="places">Their places in the row, ascending.</param>
/// <param name="values">The numbers.</param>
/// <param name="count">How many.</param>
internal readonly unsafe struct CellNumbers(int* places, float* values, int count)
{
    /// <summary>Their places in the row.</summary>
    public int* Places => places;

    /// <summary>The numbers.</summary>
    public float* Values => values;

    /// <summary>How many.</summary>
    public int Count => count;
}
