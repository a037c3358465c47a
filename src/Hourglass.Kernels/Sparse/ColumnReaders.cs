namespace Hourglass.Kernels.Sparse;

/// <summary>
/// Sums of vectors for the numbers of rows, made for several readers at once: the reader of a column sums the vectors of the numbers of the columns before it,
/// each times its number. It is a product with a matrix whose inputs are masked for each row, at the cost of the numbers that are not 0.
/// </summary>
internal static unsafe class ColumnReaders
{
    /// <summary>Computes the sums of some readers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="kept">1 where a reader reads a column before its own, else 0: [rows, readers, columns]; null to read all of them.</param>
    /// <param name="vectors">The vectors of all readers: [vectors, units].</param>
    /// <param name="units">Numbers per vector.</param>
    /// <param name="readers">The readers to compute.</param>
    /// <param name="sums">Receives [rows, readers x units].</param>
    /// <param name="threads">The most threads.</param>
    public static void Sum(SparseRows rows, ColumnLayout layout, byte* kept, float* vectors, int units, Range readers, float* sums, int threads)
    {
        var (first, count) = readers.GetOffsetAndLength(layout.Columns);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, reader =>
        {
            var j = first + reader;
            var end = layout.Starts[j];
            var table = vectors + ((nint)layout.Tables[j] * units);
            var chosen = new ChosenNumbers(rows);
            for (var row = 0; row < rows.Count; row++)
            {
                var sum = sums + ((((nint)row * count) + reader) * units);
                new Span<float>(sum, units).Clear();
                chosen.Choose(row, end, layout.ColumnOf, kept is null ? null : kept + ((((nint)row * count) + reader) * layout.Columns));
                fixed (int* places = chosen.Places)
                fixed (float* factors = chosen.Values) VectorSums.Add(table, units, places, factors, chosen.Places.Length, sum, units);
            }

            chosen.Dispose();
        });
    }

    /// <summary>Adds the gradient of the vectors of all readers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="kept">As for the sums of all readers.</param>
    /// <param name="slope">The gradient of the sums: [rows, columns x units].</param>
    /// <param name="units">Numbers per vector.</param>
    /// <param name="gradient">Receives the gradient of the vectors: [vectors, units].</param>
    /// <param name="threads">The most threads.</param>
    public static void AddGradient(SparseRows rows, ColumnLayout layout, byte* kept, float* slope, int units, float* gradient, int threads) =>
        Parallel.For(0, layout.Columns, new ParallelOptions { MaxDegreeOfParallelism = threads }, j =>
        {
            // Each reader has vectors of its own, and rows are added in order, so that the result does not depend on threads.
            var end = layout.Starts[j];
            var table = gradient + ((nint)layout.Tables[j] * units);
            var chosen = new ChosenNumbers(rows);
            for (var row = 0; row < rows.Count; row++)
            {
                var from = slope + ((((nint)row * layout.Columns) + j) * units);
                chosen.Choose(row, end, layout.ColumnOf, kept is null ? null : kept + ((((nint)row * layout.Columns) + j) * layout.Columns));
                fixed (int* places = chosen.Places)
                fixed (float* factors = chosen.Values) VectorSums.AddGradient(from, units, places, factors, chosen.Places.Length, table, units);
            }

            chosen.Dispose();
        });
}
