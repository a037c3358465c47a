namespace Hourglass.Engines.Fused.Ordered;

/// <summary>What context networks read of rows with hidden cells: the shown cells, by <see cref="LinearSplines"/>.</summary>
internal sealed unsafe class ShownCells
{
    private readonly TableCells cells;
    private readonly HiddenCells hidden;
    private readonly LinearSplines splines;
    private readonly int most;
    private readonly int[] places;
    private readonly float[] values;

    /// <summary>Allocates memory.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="hidden">Which of them are shown.</param>
    /// <param name="sizes">The decoder's sizes.</param>
    /// <param name="workers">The most workers.</param>
    public ShownCells(TableCells cells, HiddenCells hidden, OrderedSizes sizes, int workers)
    {
        (this.cells, this.hidden, splines, Columns) = (cells, hidden, new LinearSplines(sizes.Spec.Columns), sizes.Columns);
        most = checked(sizes.Layout.Width * LinearSplines.MostOfANumber);
        (places, values) = (TableCells.Pinned<int>((long)workers * most), TableCells.Pinned<float>((long)workers * most));
    }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>How many numbers the networks read.</summary>
    public int Numbers => splines.Numbers;

    /// <summary>The numbers that are not 0.</summary>
    /// <param name="worker">The worker, whose list they replace.</param>
    /// <param name="network">The network.</param>
    /// <param name="row">The row.</param>
    public CellNumbers Of(int worker, int network, int row)
    {
        var shown = cells.Choose(worker, hidden.ExampleOf(row), Columns, hidden.ShownOf(network, row));
        var toPlaces = TableCells.First(places) + ((nint)worker * most);
        var toValues = TableCells.First(values) + ((nint)worker * most);
        var count = 0;
        for (var i = 0; i < shown.Count; i++)
        {
            var read = splines.PlacesOf(shown.Places[i]);
            var factors = splines.FactorsOf(shown.Places[i]);
            for (var j = 0; j < read.Length; j++)
            {
                toPlaces[count] = read[j];
                toValues[count++] = factors[j] * shown.Values[i];
            }
        }

        return new CellNumbers(toPlaces, toValues, count);
    }
}
