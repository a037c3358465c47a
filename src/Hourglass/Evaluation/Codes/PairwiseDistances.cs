using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>Squared Euclidean distances between many points, in blocks of rows, in double precision.</summary>
internal static class PairwiseDistances
{
    private const int PairsAtOnce = 1 << 22;

    /// <summary>The two sets as tensors, shifted by a common centre so that distances of points far from zero stay exact: [count, width] each.</summary>
    public static (Tensor Left, Tensor Right) Centred(float[,] left, float[,] right)
    {
        var centre = tensor(left).to_type(float64).mean([0], keepdim: true);
        return (tensor(left).to_type(float64).sub_(centre), tensor(right).to_type(float64).sub_(centre));
    }

    /// <summary>Calls <paramref name="look"/> with the distances of some points from all others, [rows, others], and the index of the first row.</summary>
    /// <param name="points">[count, width].</param>
    /// <param name="others">[others, width].</param>
    /// <param name="look">Receives the distances, which are freed afterwards.</param>
    /// <param name="control">Receives the progress and cancels.</param>
    public static void ForEachBlock(Tensor points, Tensor others, Action<Tensor, long> look, WorkControl control)
    {
        var squares = others.square().sum(1);
        var rows = Math.Max(1, PairsAtOnce / others.shape[0]);
        for (long start = 0; start < points.shape[0]; start += rows)
        {
            using var scope = NewDisposeScope();
            var some = points.narrow(0, start, Math.Min(rows, points.shape[0] - start));
            look(addmm(squares, some, others.t(), beta: 1, alpha: -2).add_(some.square().sum(1, keepdim: true)).clamp_min_(0), start);
            control.Done((int)(start + some.shape[0]), (int)points.shape[0]);
        }
    }

    /// <summary>The squared distance of each point from its k-th nearest other one: [count].</summary>
    public static Tensor Radii(Tensor points, int k, WorkControl control)
    {
        var radii = empty(points.shape[0], float64);
        ForEachBlock(points, points, (distances, start) =>
        {
            distances.narrow(1, start, distances.shape[0]).diagonal().fill_(double.PositiveInfinity);
            var (near, _) = distances.topk(k, 1, largest: false, sorted: true);
            radii.narrow(0, start, distances.shape[0]).copy_(near.select(1, k - 1));
        }, control);
        return radii;
    }

    /// <summary>Rejects sets that cannot be compared.</summary>
    /// <exception cref="UsageException">The widths differ, or a set has no k-th nearest other point.</exception>
    public static void Demand(float[,] real, float[,] made, int k)
    {
        DemandOneWidth(real, made);
        if (k < 1 || Math.Min(real.GetLength(0), made.GetLength(0)) <= k)
            throw new UsageException($"The {What("number of neighbours")} is {Got(k)} among {real.GetLength(0)} real and {made.GetLength(0)} other " +
                $"examples; give {Allowed("1 or more, and more examples than that")}.");
    }

    /// <summary>Rejects points of different widths.</summary>
    /// <exception cref="UsageException">The widths differ.</exception>
    public static void DemandOneWidth(float[,] real, float[,] made)
    {
        if (real.GetLength(1) != made.GetLength(1))
            throw new UsageException($"The {What("features")} of real examples have {Got(real.GetLength(1))} numbers, and those of the others " +
                $"{made.GetLength(1)}; give {Allowed("features of the same kind")}.");
    }
}
