using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Whether generated examples lie where real ones are dense, and what fraction of real ones has a generated one nearby
/// (M. F. Naeem, S. J. Oh, Y. Uh, Y. Choi and J. Yoo, "Reliable fidelity and diversity metrics for generative models", ICML 2020,
/// equations 3 and 4). The balls around real points reach to their k-th nearest other point, without their surface, as in the authors' code.
/// </summary>
/// <param name="Density">The mean number of balls around real points that contain a generated point, divided by k; 0 or more, about 1 for equal
/// distributions.</param>
/// <param name="Coverage">The fraction of real points with a generated point in their ball; 0 to 1.</param>
public sealed record DensityCoverage(double Density, double Coverage)
{
    /// <summary>The paper's k.</summary>
    public const int DefaultNeighbours = 5;

    /// <summary>Compares two sets of features; takes real x (real + generated) distances.</summary>
    /// <param name="real">[count, width].</param>
    /// <param name="generated">[count, width]; as many as real ones, because coverage depends on the counts.</param>
    /// <param name="neighbours">k.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The widths differ, or there are too few points for this many neighbours.</exception>
    public static DensityCoverage Of(float[,] real, float[,] generated, int neighbours = DefaultNeighbours, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        PairwiseDistances.Demand(real, generated, neighbours);
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var control = new WorkControl("density and coverage", report, cancellation);
        var (points, others) = PairwiseDistances.Centred(real, generated);
        var radii = PairwiseDistances.Radii(points, neighbours, control).unsqueeze(1);
        var (hits, covered) = (0L, 0L);
        PairwiseDistances.ForEachBlock(points, others, (distances, start) =>
        {
            var inside = distances.lt(radii.narrow(0, start, distances.shape[0]));
            hits += inside.sum().item<long>();
            covered += inside.any(1).sum().item<long>();
        }, control);
        return new DensityCoverage(hits / ((double)neighbours * others.shape[0]), (double)covered / points.shape[0]);
    }
}
