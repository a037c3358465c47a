using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Checks rows that come in chunks for a file: in order, complete and finite.</summary>
/// <param name="path">The file, for error messages.</param>
/// <param name="count">Number of rows to come.</param>
/// <param name="columns">Numbers per row.</param>
internal sealed class RowSequence(string path, int count, int columns)
{
    private int next;

    /// <summary>Checks the next rows.</summary>
    /// <exception cref="HourglassException">They are not the next ones, or a value is not finite.</exception>
    public void Require(int first, ReadOnlySpan<float> rows)
    {
        if (first != next || rows.Length % columns != 0 || rows.Length / columns > count - next)
            throw new HourglassException($"{Got(rows.Length)} numbers from row {Got(first)} on were given for '{What(path)}', whose next row is " +
                $"{Allowed(next)} of {count} with {Allowed(columns)} numbers each; give whole rows in order.");
        Finite.Require(rows, columns, path, first);
        next += rows.Length / columns;
    }

    /// <summary>Checks that all rows have come.</summary>
    /// <exception cref="HourglassException">Some are missing.</exception>
    public void RequireAll()
    {
        if (next < count)
            throw new HourglassException($"{Got(next)} rows were given for '{What(path)}', which was to have {Allowed(count)}; give all of them.");
    }
}
