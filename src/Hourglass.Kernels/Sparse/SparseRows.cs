using System.Buffers;

namespace Hourglass.Kernels.Sparse;

/// <summary>The numbers of rows that are not 0, row by row in order. Disposed of after use, because the arrays are rented.</summary>
internal readonly struct SparseRows : IDisposable
{
    private readonly int[] ends;
    private readonly int[] places;
    private readonly float[] values;

    private SparseRows(int[] ends, int[] places, float[] values, int count, int most) =>
        (this.ends, this.places, this.values, Count, MostOfARow) = (ends, places, values, count, most);

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>The most numbers of a row.</summary>
    public int MostOfARow { get; }

    /// <summary>Finds them.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="width">Numbers per row.</param>
    public static SparseRows Of(ReadOnlySpan<float> rows, int width)
    {
        var count = rows.Length / width;
        var rowEnds = ArrayPool<int>.Shared.Rent(Math.Max(count, 1));
        var foundPlaces = ArrayPool<int>.Shared.Rent(Math.Max(count * 16, 16));
        var foundValues = ArrayPool<float>.Shared.Rent(Math.Max(count * 16, 16));
        var (found, most) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var row = rows.Slice(i * width, width);
            for (var at = 0; at < width; at++)
            {
                var skip = row[at..].IndexOfAnyExcept(0f);
                if (skip < 0) break;
                at += skip;
                if (found == Math.Min(foundPlaces.Length, foundValues.Length)) (foundPlaces, foundValues) = (Grown(foundPlaces), Grown(foundValues));
                foundPlaces[found] = at;
                foundValues[found++] = row[at];
            }

            rowEnds[i] = found;
            most = Math.Max(most, found - (i == 0 ? 0 : rowEnds[i - 1]));
        }

        return new SparseRows(rowEnds, foundPlaces, foundValues, count, most);
    }

    /// <summary>The places of a row's numbers.</summary>
    public ReadOnlySpan<int> PlacesOf(int row) => places.AsSpan(row == 0 ? 0 : ends[row - 1], ends[row] - (row == 0 ? 0 : ends[row - 1]));

    /// <summary>A row's numbers.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => values.AsSpan(row == 0 ? 0 : ends[row - 1], ends[row] - (row == 0 ? 0 : ends[row - 1]));

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<int>.Shared.Return(places);
        ArrayPool<float>.Shared.Return(values);
    }

    private static T[] Grown<T>(T[] full)
    {
        var larger = ArrayPool<T>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(full);
        return larger;
    }
}
