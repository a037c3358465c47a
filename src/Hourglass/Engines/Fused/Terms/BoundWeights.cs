using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>The importance weights of all latent draws, the bounds computed from them, and the weight of each draw for each player.</summary>
/// <param name="likelihood">-log p(x|z) of each draw.</param>
/// <param name="draw">log q(z|x) - log p(z) of each draw.</param>
/// <param name="batch">The number of examples of a step.</param>
/// <param name="each">Draws per example.</param>
/// <param name="players">The bounds that a player minimises, and the destination of the draws' weights.</param>
internal sealed class BoundWeights(LikelihoodTerm likelihood, GaussianDraw draw, BatchSize batch, int each,
    IReadOnlyList<(ImportanceBound[] Bounds, RowWeights Weights)> players) : Operation
{
    private readonly double[] logWeights = new double[batch.Most * each];

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(batch.Count, worker, workers);
        for (var row = first * each; row < last * each; row++) logWeights[row] = -(likelihood.Of(row) + draw.Of(row));
        foreach (var (bounds, weights) in players)
        {
            weights.All[(first * each)..(last * each)].Clear();
            for (var example = first; example < last; example++)
            {
                var rows = new Range(example * each, (example + 1) * each);
                foreach (var bound in bounds) bound.Compute(example, logWeights.AsSpan(rows), weights.All[rows]);
            }

            // The padding rows of the last panel.
            if (worker == 0) weights.All[(batch.Count * each)..].Clear();
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"log weights of the {each} samples of each example, bounds and normalised weights";
}
