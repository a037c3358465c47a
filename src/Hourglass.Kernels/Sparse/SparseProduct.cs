using System.Numerics.Tensors;

namespace Hourglass.Kernels.Sparse;

/// <summary>The product of rows that are mostly zeros with a matrix, at the cost of the numbers that are not 0.</summary>
internal static unsafe class SparseProduct
{
    // A multiple of a cache line, so that threads do not share one.
    private const int UnitsAtOnce = 64;

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
                var sum = new Span<float>(result + ((nint)row * units), units);
                sum.Clear();
                var places = rows.PlacesOf(row);
                var values = rows.ValuesOf(row);
                for (var i = 0; i < places.Length; i++) Add(new ReadOnlySpan<float>(matrix + ((nint)places[i] * units), units), values[i], sum);
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
                var from = new ReadOnlySpan<float>(slope + ((nint)row * units) + first, count);
                var places = rows.PlacesOf(row);
                var values = rows.ValuesOf(row);
                for (var i = 0; i < places.Length; i++) Add(from, values[i], new Span<float>(gradient + ((nint)places[i] * units) + first, count));
            }
        });
    }

    /// <summary>Adds a vector times a factor.</summary>
    public static void Add(ReadOnlySpan<float> vector, float factor, Span<float> sum)
    {
        if (factor == 1) TensorPrimitives.Add(sum, vector, sum);
        else TensorPrimitives.MultiplyAdd(vector, factor, sum, sum);
    }
}
