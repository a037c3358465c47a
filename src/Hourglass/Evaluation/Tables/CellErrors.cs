using Hourglass.Data;

namespace Hourglass.Evaluation;

/// <summary>Errors of guessed cells of one column, beside a guess that is the same for all rows.</summary>
internal static class CellErrors
{
    /// <summary>The mean of numbers, or the most frequent level: of equally frequent ones, the first in the table.</summary>
    /// <param name="column">The column.</param>
    /// <param name="known">Its known cells; at least one.</param>
    public static double Guess(ColumnSchema column, double[] known) =>
        column.HasLevels ? known.CountBy(level => level).MaxBy(level => level.Value).Key : known.Average();

    /// <summary>The share of wrong levels, or the root of the mean squared difference of numbers.</summary>
    /// <param name="column">The column.</param>
    /// <param name="truth">The true cells.</param>
    /// <param name="rows">The rows that count; at least one.</param>
    /// <param name="made">The guessed cell of a row; the guess for all rows where it is NaN.</param>
    /// <param name="guess">The guess for all rows.</param>
    public static double Of(ColumnSchema column, double[] truth, int[] rows, Func<int, double> made, double guess)
    {
        return column.HasLevels ? rows.Average(i => Value(i) == truth[i] ? 0.0 : 1)
            : Math.Sqrt(rows.Average(i => (Value(i) - truth[i]) * (Value(i) - truth[i])));

        double Value(int row) => made(row) is var value && double.IsNaN(value) ? guess : value;
    }
}
