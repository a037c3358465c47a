using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Estimates of the dimension of the surface that data lie on, from the distances to nearest neighbours. Noise and few examples
/// bias both: noise counts as dimensions, and high dimensions are underestimated because neighbours are far.
/// </summary>
public static class IntrinsicDimension
{
    private const double Discarded = 0.1;

    // Double-precision numbers in each of the three tensors of a block of rows: 16 MB.
    private const int NumbersAtOnce = 1 << 21;

    /// <summary>
    /// From the ratios of the distances to the second and to the first neighbour, which follow a Pareto law whose exponent is the
    /// dimension: the slope of -log(1 - F) over log of the ratio through the origin, without the largest tenth of the ratios (E. Facco, M. d'Errico,
    /// A. Rodriguez and A. Laio, "Estimating the intrinsic dimension of datasets by a minimal neighborhood information", Scientific Reports 7, 2017).
    /// </summary>
    /// <param name="rows">[count, features], with at least 3 distinct rows.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="HourglassException">There are too few distinct rows.</exception>
    public static double TwoNearestNeighbours(float[,] rows, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        var distances = Nearest(rows, 2, new WorkControl("intrinsic dimension", report, cancellation));
        double[] logs = [.. Enumerable.Range(0, distances.GetLength(0)).Select(i => Math.Log(distances[i, 1] / distances[i, 0])).Order()];
        var (products, squares) = (0.0, 0.0);
        for (var i = 0; i < (int)(logs.Length * (1 - Discarded)); i++)
        {
            products += logs[i] * -Math.Log(1 - ((i + 1.0) / logs.Length));
            squares += logs[i] * logs[i];
        }

        return squares > 0 ? products / squares : throw TooFew();
    }

    /// <summary>
    /// The estimate of E. Levina and P. J. Bickel, "Maximum likelihood estimation of intrinsic dimension", NIPS 2004, its inverse averaged over
    /// examples as derived by D. J. C. MacKay and Z. Ghahramani (2005): the k - 1 logs of T_k / T_j of an example have the sum (k - 1) / dimension on average.
    /// </summary>
    /// <param name="rows">[count, features], with more distinct rows than neighbours.</param>
    /// <param name="neighbours">Number of neighbours; at least 3, 20 by default.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="HourglassException">There are too few distinct rows.</exception>
    public static double MaximumLikelihood(float[,] rows, int neighbours = 20, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        if (neighbours < 3) throw new UsageException($"The {What("number of neighbours")} is {Got(neighbours)}; give {Allowed("at least 3, such as 20")}.");
        var distances = Nearest(rows, neighbours, new WorkControl("intrinsic dimension", report, cancellation));
        var sum = 0.0;
        for (var i = 0; i < distances.GetLength(0); i++)
        {
            for (var j = 0; j < neighbours - 1; j++) sum += Math.Log(distances[i, neighbours - 1] / distances[i, j]);
        }

        // Not k - 2, which makes the mean of the per-example estimates unbiased, but the inverse of their mean inverse too small.
        return sum > 0 ? distances.GetLength(0) * (neighbours - 1.0) / sum : throw TooFew();
    }

    /// <summary>
    /// Number of rows that are compared with all others at once; bounded by the memory of their k + 1 nearest rows and of their products with all rows.
    /// </summary>
    internal static int RowsAtOnce(int count, int features, int k) =>
        (int)Math.Clamp(NumbersAtOnce / Math.Max((k + 1L) * features, count), 1, count);

    /// <summary>The distances to the nearest other rows, ascending, with duplicate rows counted once: [distinct rows, k].</summary>
    private static double[,] Nearest(float[,] rows, int k, WorkControl control)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var different = Different(rows);
        var count = different.Length;
        if (count < k + 1) throw TooFew();
        var points = tensor(rows).index_select(0, tensor(different)).to_type(float64);
        points.sub_(points.mean([0], keepdim: true));
        var squares = points.square().sum(1);
        var result = new double[count, k];
        var rowsAtOnce = RowsAtOnce(count, rows.GetLength(1), k);
        for (var start = 0; start < count; start += rowsAtOnce)
        {
            using var step = NewDisposeScope();
            var some = points.narrow(0, start, Math.Min(rowsAtOnce, count - start));
            var products = addmm(squares, some, points.t(), beta: 1, alpha: -2);

            // The order uses |b|^2 - 2ab; the distances are computed without its cancellation.
            var (_, nearest) = products.topk(k + 1, 1, largest: false);
            var distances = (points.index_select(0, nearest.flatten()).view(nearest.shape[0], k + 1, -1) - some.unsqueeze(1)).square().sum([2L]).sqrt();
            var (ordered, _) = distances.sort(1);
            var values = ordered.data<double>();
            for (var i = 0; i < some.shape[0]; i++)
            {
                for (var j = 0; j < k; j++) result[start + i, j] = values[(i * (k + 1)) + j + 1];
            }

            control.Done((int)(start + some.shape[0]), count);
        }

        return result;
    }

    /// <summary>The positions of rows that equal no earlier row, compared by a 128-bit hash.</summary>
    private static long[] Different(float[,] rows)
    {
        var row = new float[rows.GetLength(1)];
        var hash = new byte[SHA256.HashSizeInBytes];
        HashSet<UInt128> seen = [];
        List<long> different = [];
        for (var i = 0; i < rows.GetLength(0); i++)
        {
            // Adding 0 turns -0 into 0, which is equal but has other bits.
            TensorPrimitives.Add(MemoryMarshal.CreateReadOnlySpan(ref rows[i, 0], row.Length), 0, row);
            SHA256.HashData(MemoryMarshal.AsBytes(row.AsSpan()), hash);
            if (seen.Add(BinaryPrimitives.ReadUInt128LittleEndian(hash))) different.Add(i);
        }

        return [.. different];
    }

    private static HourglassException TooFew() => new($"There are {Got("too few")} {What("distinct examples")} to estimate a dimension from; give " +
        $"{Allowed("more")}.");
}
