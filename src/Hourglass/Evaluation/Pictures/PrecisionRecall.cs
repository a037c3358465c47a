using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Whether generated examples lie where real ones do, and whether they cover all regions where real ones lie (T. Kynkäänniemi et al., "Improved
/// precision and recall metric for assessing generative models", NeurIPS 2019, equations 1 and 2). A set is represented by the balls around
/// its points that reach to their k-th nearest other point.
/// </summary>
/// <param name="Precision">The fraction of generated points inside a ball of the real ones; 0 to 1.</param>
/// <param name="Recall">The fraction of real points inside a ball of the generated ones; 0 to 1.</param>
public sealed record PrecisionRecall(double Precision, double Recall)
{
    /// <summary>The paper's k.</summary>
    public const int DefaultNeighbours = 3;

    /// <summary>Compares two sets of features; computes (real + generated)^2 distances.</summary>
    /// <param name="real">[count, width].</param>
    /// <param name="generated">[count, width]; as many as real ones, because the scores depend on the counts.</param>
    /// <param name="neighbours">k.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The widths differ, or there are too few points for this many neighbours.</exception>
    public static PrecisionRecall Of(float[,] real, float[,] generated, int neighbours = DefaultNeighbours, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        PairwiseDistances.Demand(real, generated, neighbours);
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var control = new WorkControl("precision and recall", report, cancellation);
        var (points, others) = PairwiseDistances.Centred(real, generated);
        return new PrecisionRecall(Inside(others, points, neighbours, control), Inside(points, others, neighbours, control));
    }

    private static double Inside(Tensor points, Tensor centres, int neighbours, WorkControl control)
    {
        var radii = PairwiseDistances.Radii(centres, neighbours, control);
        long inside = 0;
        PairwiseDistances.ForEachBlock(points, centres, (distances, _) => inside += distances.le(radii).any(1).sum().item<long>(), control);
        return (double)inside / points.shape[0];
    }
}
