using System.Numerics;

namespace Hourglass.Data;

/// <summary>Packs values in the unit of their column, in the smallest type that holds them exactly.</summary>
internal static class CellPacking
{
    private static readonly double LongestDuration = TimeSpan.MaxValue.TotalMicroseconds;

    /// <summary>The cells of a used column; values are rounded to what the column holds (whole numbers, its decimals, days, microseconds).</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">One value per row; NaN for a missing one.</param>
    /// <exception cref="UsageException">A value is infinite, no level of the column, or a date outside the years 1 to 9999.</exception>
    public static ColumnCells Of(ColumnSchema column, ReadOnlySpan<double> values)
    {
        switch (column.Kind)
        {
            case ColumnKind.Number or ColumnKind.Integer:
                var numbers = new double[values.Length];
                for (var i = 0; i < numbers.Length; i++)
                    numbers[i] = double.IsInfinity(values[i]) ? throw Refused(column, i, values[i], "a finite number") : Rounded(column, values[i]);
                return Numbers(numbers);
            case ColumnKind.Date:
                return Packed(column, values, value => CellText.Day(value) is not null, "days since 1970 within the years 1 to 9999");
            case ColumnKind.DateTime:
                return Packed(column, values, value => CellText.Moment(value) is not null,
                    "microseconds since 1970 within the years 1 to 9999");
            case ColumnKind.Duration:
                return Packed(column, values, value => Math.Abs(value) < LongestDuration, "microseconds of less than 10 million days");
            default:
                var count = column.Levels.Count;
                bool IsLevel(double value) => value >= 0 && value < count && value == Math.Truncate(value);
                var allowed = $"the index of one of its {(count == 1 ? "level" : "levels")}: {(count == 1 ? "0" : $"0 to {count - 1}")}";
                return Packed(column, values, IsLevel, allowed);
        }
    }

    /// <summary>Numbers as they are, in half the memory where nothing is lost. The array may become the cells.</summary>
    public static ColumnCells Numbers(double[] numbers)
    {
        foreach (var number in numbers)
            if ((float)number != number && !double.IsNaN(number)) return new PackedCells<double>(numbers, CellEncoding.Doubles);
        return new PackedCells<float>(Array.ConvertAll(numbers, number => (float)number), new CellEncoding(CellType.Single));
    }

    /// <summary>What the cell of a column becomes in a table.</summary>
    // Adding zero makes a rounded -0.3 a plain 0.
    public static double Rounded(ColumnSchema column, double value) => column switch
    {
        { Kind: ColumnKind.Integer or ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Duration } => Math.Round(value) + 0.0,
        { StoredAs: "FLOAT" } => (float)value,
        { Decimals: { } digits } => Math.Round(value, digits) + 0.0,
        _ => value,
    };

    private static ColumnCells Packed(ColumnSchema column, ReadOnlySpan<double> values, Predicate<double> isValid, string allowed)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            if (!isValid(values[i])) throw Refused(column, i, values[i], allowed);
            (least, most) = (Math.Min(least, values[i]), Math.Max(most, values[i]));
        }

        var encoding = column.HasLevels ? CellEncoding.Levels(column.Levels.Count)
            : CellEncoding.WholesIn(least <= most ? Math.Round(least) : null, Math.Round(most), 1);
        return encoding.Space(new MemoryStorage(), values.Length) switch
        {
            CellSpace<byte> space => Coded(space, encoding, values),
            CellSpace<ushort> space => Coded(space, encoding, values),
            CellSpace<uint> space => Coded(space, encoding, values),
            var space => Coded((CellSpace<long>)space, encoding, values),
        };
    }

    private static ColumnCells Coded<T>(CellSpace<T> space, CellEncoding encoding, ReadOnlySpan<double> values)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var codes = space.Take(values.Length);
        for (var i = 0; i < codes.Length; i++)
            codes[i] = double.IsNaN(values[i]) ? CellEncoding.Missing<T>() : T.CreateTruncating((long)Math.Round(values[i]) - encoding.Origin);
        return space.Finish(encoding);
    }

    private static UsageException Refused(ColumnSchema column, int row, double value, string allowed) =>
        new($"Row {row + 1:N0} of {What($"column '{column.Name}'")} is {Got(value)}; give {Allowed(allowed)}, or NaN for a missing cell.");
}
