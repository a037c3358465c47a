using Hourglass.Data;

namespace Hourglass.Evaluation;

/// <summary>A column as codes: the indices of its levels, or of intervals of equal width over the range of the real values.</summary>
/// <param name="Values">One code per row, from 0 to below <paramref name="Codes"/>; -1 for a missing cell.</param>
/// <param name="Codes">The number of codes.</param>
internal readonly record struct CodedColumn(int[] Values, int Codes)
{
    /// <summary>The number of intervals, as in SDMetrics.</summary>
    public const int Intervals = 10;

    /// <summary>Codes a column of a real table and of a made one. Made values outside of the real range fall into the first or the last interval.</summary>
    public static (CodedColumn Real, CodedColumn Made) Of(ColumnSchema column, double[] real, double[] made)
    {
        if (column.HasLevels) return (Levels(column, real), Levels(column, made));
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in real)
        {
            // Comparisons with NaN are false.
            if (value < least) least = value;
            if (value > most) most = value;
        }

        var width = most > least ? (most - least) / Intervals : 1;
        return (Binned(real), Binned(made));

        CodedColumn Binned(double[] cells) => new(Array.ConvertAll(cells,
            value => double.IsNaN(value) ? -1 : (int)Math.Clamp((value - least) / width, 0, Intervals - 1)), Intervals);
    }

    /// <summary>The levels of a column.</summary>
    public static CodedColumn Levels(ColumnSchema column, double[] cells) =>
        new(Array.ConvertAll(cells, value => double.IsNaN(value) ? -1 : (int)value), column.Levels.Count);

    /// <summary>A column of a single code, beside which another one is counted alone.</summary>
    public static CodedColumn Single(int count) => new(new int[count], 1);
}
