namespace Hourglass.Data;

/// <summary>The known factors of variation of the data: one row per example, one column per factor.</summary>
public sealed record FactorTable
{
    /// <summary>Creates a table of these values.</summary>
    /// <param name="factors">The factors; at least one.</param>
    /// <param name="values">[count, factors]: whole numbers from 0 to the factor's size - 1.</param>
    /// <exception cref="HourglassException">A value is out of range, or the numbers of columns and factors differ.</exception>
    public FactorTable(IReadOnlyList<Factor> factors, int[,] values)
    {
        if (factors.Count == 0 || values.GetLength(1) != factors.Count)
            throw new HourglassException($"A {What("table")} of factors has {Got(values.GetLength(1))} columns for {factors.Count} factors; give " +
                $"{Allowed("one column per factor, and at least one factor")}.");
        for (var i = 0; i < values.GetLength(0); i++)
        {
            for (var k = 0; k < factors.Count; k++)
            {
                if (values[i, k] < 0 || values[i, k] >= factors[k].Size)
                    throw new HourglassException($"The factor '{What(factors[k].Name)}' of example {i} is {Got(values[i, k])}; " +
                        $"{Allowed($"its values range from 0 to {factors[k].Size - 1}")}.");
            }
        }

        Factors = factors;
        Values = values;
    }

    private FactorTable(FactorTable other, int[,] values) => (Factors, Values) = (other.Factors, values);

    /// <summary>The factors.</summary>
    public IReadOnlyList<Factor> Factors { get; }

    /// <summary>The value of each factor for each example: [count, factors].</summary>
    public int[,] Values { get; }

    /// <summary>Number of examples.</summary>
    public int Count => Values.GetLength(0);

    /// <summary>The values of one factor: [count].</summary>
    public int[] Column(int factor)
    {
        var column = new int[Count];
        for (var i = 0; i < column.Length; i++) column[i] = Values[i, factor];
        return column;
    }

    /// <summary>The rows at these positions.</summary>
    public FactorTable Select(ReadOnlySpan<int> positions)
    {
        var columns = Factors.Count;
        var chosen = new int[positions.Length, columns];
        for (var i = 0; i < positions.Length; i++)
            Buffer.BlockCopy(Values, positions[i] * columns * sizeof(int), chosen, i * columns * sizeof(int), columns * sizeof(int));
        return new FactorTable(this, chosen);
    }
}
