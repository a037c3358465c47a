using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Whether neighbours stay neighbours (J. Venna and S. Kaski, "Neighborhood preservation in nonlinear projection methods: an experimental
/// study", ICANN 2001), by Euclidean distances. 1 is perfect; a random map has about 1/2.
/// </summary>
/// <param name="Trustworthiness">1 minus a penalty for neighbours in the codes that are not neighbours in the data, by their rank there.</param>
/// <param name="Continuity">1 minus a penalty for neighbours in the data that are not neighbours in the codes, by their rank there.</param>
public sealed record NeighbourhoodPreservation(double Trustworthiness, double Continuity)
{
    /// <summary>The default number of neighbours.</summary>
    public const int DefaultNeighbours = 12;

    private const int RowsAtOnce = 256;

    /// <summary>Compares examples with their codes; computes count x count distances in both spaces.</summary>
    /// <param name="data">[count, size].</param>
    /// <param name="codes">[count, latent], in the same order.</param>
    /// <param name="neighbours">Number of nearest neighbours; less than half the number of examples.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The numbers of examples differ, or there are too few for this many neighbours.</exception>
    public static NeighbourhoodPreservation Of(float[,] data, float[,] codes, int neighbours = DefaultNeighbours, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        var count = data.GetLength(0);
        if (codes.GetLength(0) != count)
            throw new UsageException($"There are {Got(count)} {What("examples")} and {codes.GetLength(0)} codes; give {Allowed("one code for each example")}.");
        if (neighbours < 1 || 2 * neighbours >= count)
            throw new UsageException($"The {What("number of neighbours")} is {Got(neighbours)} among {count} examples; give " +
                $"{Allowed("1 or more, and fewer than half of the examples")}.");
        TorchRuntime.Initialize();
        using var outer = NewDisposeScope();
        using var frozen = no_grad();
        var (left, right) = (Centred(data), Centred(codes));
        var (intruders, leavers) = (0.0, 0.0);
        var control = new WorkControl("neighbourhoods", report, cancellation);
        for (var start = 0; start < count; start += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(RowsAtOnce, count - start);
            var (ranksOfData, nearInData) = Ranks(left, start, rows, neighbours);
            var (ranksOfCodes, nearInCodes) = Ranks(right, start, rows, neighbours);
            intruders += Excess(ranksOfData, nearInCodes);
            leavers += Excess(ranksOfCodes, nearInData);
            control.Done(start + rows, count);
        }

        // Divided by the largest possible sum, the scores range from 0 to 1.
        var factor = 2.0 / ((double)count * neighbours * ((2.0 * count) - (3 * neighbours) - 1));
        return new NeighbourhoodPreservation(1 - (factor * intruders), 1 - (factor * leavers));

        double Excess(Tensor ranks, Tensor near) => (ranks.gather(1, near) - neighbours).clamp_min(0).sum().item<long>();
    }

    private static Tensor Centred(float[,] points)
    {
        var all = tensor(points).to_type(float64);
        return all.sub_(all.mean([0], keepdim: true));
    }

    /// <summary>The rank of every point by its distance from each of some points (1 for the nearest, the point itself last), and the nearest points.</summary>
    private static (Tensor Ranks, Tensor Near) Ranks(Tensor points, int start, int rows, int neighbours)
    {
        // |a - b|^2 without |a|^2, which does not change the order.
        var distances = addmm(points.square().sum(1), points.narrow(0, start, rows), points.t(), beta: 1, alpha: -2);
        distances.narrow(1, start, rows).diagonal().fill_(double.PositiveInfinity);
        var order = distances.argsort(1);
        var ranks = empty_like(order).scatter_(1, order, arange(1, points.shape[0] + 1, int64).expand_as(order));
        return (ranks, order.narrow(1, 0, neighbours));
    }
}
