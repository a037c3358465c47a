namespace Hourglass.Kernels.Sparse;

/// <summary>The product of rows that are mostly zeros with a matrix, at the cost of the numbers that are not 0.</summary>
internal static unsafe class SparseProduct
{
    // A multiple of a cache line, so that threads do not share one.
    private const int UnitsAtOnce = 128;

    /// <summary>Computes rows times matrix.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="matrix">[numbers per row, units].</param>
    /// <param name="units">Numbers per row of the result.</param>
    /// <param name="result">Receives [rows, units].</param>
    /// <param name="threads">The most threads.</param>
    public static void Multiply(SparseRows rows, float* matrix, int units, float* result, int threads)
    {
        var parts = Math.Min(threads * 4, rows.Count);
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            for (var row = (int)((long)rows.Count * part / parts); row < (int)((long)rows.Count * (part + 1) / parts); row++)
            {
                var sum = result + ((nint)row * units);
                new Span<float>(sum, units).Clear();
                var places = rows.PlacesOf(row);
                var values = rows.ValuesOf(row);
                fixed (int* at = places)
                fixed (float* factors = values) VectorSums.Add(matrix, units, at, factors, places.Length, sum, units);
            }
        });
    }

    /// <summary>Adds the gradient of the matrix.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="slope">The gradient of the result: [rows, units].</param>
    /// <param name="units">Numbers per row of the result.</param>
    /// <param name="gradient">Receives the sum with [numbers per row, units].</param>
    /// <param name="threads">The most threads.</param>
    public static void AddGradient(SparseRows rows, float* slope, int units, float* gradient, int threads)
    {
        // Each thread has units of its own, and rows are added in order, so that the result does not depend on threads.
        Parallel.For(0, (units + UnitsAtOnce - 1) / UnitsAtOnce, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var first = part * UnitsAtOnce;
            var count = Math.Min(UnitsAtOnce, units - first);
            for (var row = 0; row < rows.Count; row++)
            {
                var places = rows.PlacesOf(row);
                var values = rows.ValuesOf(row);
                fixed (int* at = places)
                fixed (float* factors = values)
                    VectorSums.AddGradient(slope + ((nint)row * units) + first, count, at, factors, places.Length, gradient + first, units);
            }
        });
    }
}
