using System.Buffers;

namespace Hourglass.Kernels.Sparse;

/// <summary>The numbers of one row at a time that a reader of columns reads. Disposed of after use, because the arrays are rented.</summary>
internal unsafe ref struct ChosenNumbers
{
    private readonly SparseRows rows;
    private readonly int[] places;
    private readonly float[] values;

    /// <param name="rows">The rows.</param>
    public ChosenNumbers(SparseRows rows)
    {
        this.rows = rows;
        (places, values) = (ArrayPool<int>.Shared.Rent(rows.MostOfARow), ArrayPool<float>.Shared.Rent(rows.MostOfARow));
    }

    /// <summary>The places of the numbers that were chosen last.</summary>
    public ReadOnlySpan<int> Places { get; private set; }

    /// <summary>These numbers.</summary>
    public ReadOnlySpan<float> Values { get; private set; }

    /// <summary>Chooses the numbers of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="end">The place before which they are.</param>
    /// <param name="columnOf">The column of each place.</param>
    /// <param name="kept">1 for each column that is read, else 0; null for all.</param>
    public void Choose(int row, int end, ReadOnlySpan<int> columnOf, byte* kept)
    {
        // Places ascend.
        var all = rows.PlacesOf(row);
        var numbers = rows.ValuesOf(row);
        var before = all.BinarySearch(end);
        if (before < 0) before = ~before;
        Places = all[..before];
        Values = numbers[..before];
        if (kept is null) return;

        // Every number is written, so that nothing depends on a random condition, which a processor cannot predict.
        var count = 0;
        for (var i = 0; i < before; i++)
        {
            (places[count], values[count]) = (all[i], numbers[i]);
            count += kept[columnOf[all[i]]];
        }

        Places = places.AsSpan(0, count);
        Values = values.AsSpan(0, count);
    }

    /// <summary>Returns the arrays.</summary>
    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(places);
        ArrayPool<float>.Shared.Return(values);
    }
}
