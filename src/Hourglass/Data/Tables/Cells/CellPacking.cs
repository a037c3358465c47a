using System.Numerics;

namespace Hourglass.Data;

/// <summary>Packs values in the unit of their column, in the smallest type that holds them exactly.</summary>
internal static class CellPacking
{
    /// <summary>The most levels whose indices take one byte; the largest index stands for a missing cell.</summary>
    public const int MostByteLevels = byte.MaxValue;

    /// <summary>The most levels whose indices take two bytes.</summary>
    public const int MostShortLevels = ushort.MaxValue;

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
                return Packed(column, values, int.MinValue, value => CellText.Day(value) is not null, "days since 1970 within the years 1 to 9999");
            case ColumnKind.DateTime:
                return Packed(column, values, long.MinValue, value => CellText.Moment(value) is not null,
                    "microseconds since 1970 within the years 1 to 9999");
            case ColumnKind.Duration:
                return Packed(column, values, long.MinValue, value => Math.Abs(value) < LongestDuration, "microseconds of less than 10 million days");
            default:
                var count = column.Levels.Count;
                bool IsLevel(double value) => value >= 0 && value < count && value == Math.Truncate(value);
                var allowed = $"the index of one of its {(count == 1 ? "level" : "levels")}: {(count == 1 ? "0" : $"0 to {count - 1}")}";
                return count <= MostByteLevels ? Packed(column, values, byte.MaxValue, IsLevel, allowed)
                    : count <= MostShortLevels ? Packed(column, values, ushort.MaxValue, IsLevel, allowed)
                        : Packed(column, values, uint.MaxValue, IsLevel, allowed);
        }
    }

    /// <summary>Numbers as they are, in half the memory where nothing is lost. The array may become the cells.</summary>
    public static ColumnCells Numbers(double[] numbers)
    {
        foreach (var number in numbers)
            if ((float)number != number && !double.IsNaN(number)) return new PackedCells<double>(numbers, null);
        return new PackedCells<float>(Array.ConvertAll(numbers, number => (float)number), null);
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

    private static PackedCells<T> Packed<T>(ColumnSchema column, ReadOnlySpan<double> values, T missing, Predicate<double> isValid, string allowed)
        where T : unmanaged, INumber<T>
    {
        var packed = new T[values.Length];
        for (var i = 0; i < packed.Length; i++)
        {
            packed[i] = double.IsNaN(values[i]) ? missing : isValid(values[i]) ? T.CreateTruncating(Math.Round(values[i]))
                : throw Refused(column, i, values[i], allowed);
        }

        return new PackedCells<T>(packed, missing);
    }

    private static UsageException Refused(ColumnSchema column, int row, double value, string allowed) =>
        new($"Row {row + 1:N0} of {What($"column '{column.Name}'")} is {Got(value)}; give {Allowed(allowed)}, or NaN for a missing cell.");
}
