using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>
/// The squared maximum mean discrepancy of the latent vectors of a step from as many draws of the prior; its gradient is added to theirs.
/// The vectors are divided among workers in groups of sixteen, each compared with all others.
/// </summary>
internal sealed unsafe class Discrepancy(Signal latent, Signal fresh, SimilarityKernel similarity, RowWeights weights, BatchSize batch) : Operation,
    ITermOperation
{
    private const int Lanes = 16;
    private readonly AlignedBuffer pull = new(Panels.LengthFor(batch.Most, latent.Features));
    private readonly AlignedBuffer within = new(Panels.LengthFor(batch.Most, 1));
    private readonly AlignedBuffer between = new(Panels.LengthFor(batch.Most, 1));
    private readonly AlignedBuffer withinFresh = new(Panels.LengthFor(batch.Most, 1));

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    // The similarity of a vector to itself is exactly 1; a single vector has no pairs.
    private double Pairs => Math.Max(1, (double)batch.Count * (batch.Count - 1));

    /// <inheritdoc/>
    public double Figure =>
        ((Sum(within) - batch.Count + Sum(withinFresh) - batch.Count) / Pairs) - (2 * Sum(between) / ((double)batch.Count * batch.Count));

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share((batch.Count + Lanes - 1) / Lanes, worker, workers);
        for (var group = first; group < last; group++) Compare(group / 2, group % 2 * Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"discrepancy of {latent.Name} from {fresh.Name}, added to d {latent.Name}";

    private void Compare(int panel, int half)
    {
        var row = (panel * Panels.Lanes) + half;
        var pulls = new Panels(pull.Pointer, latent.Rows, latent.Features).At(panel, 0) + half;

        // The draws of the prior need no gradients: theirs go to memory that is overwritten by those of the vectors.
        similarity.Evaluate(fresh.Values.At(panel, 0) + half, fresh.Values, 0, pulls, withinFresh.Pointer + row);
        for (nint at = 0; at < latent.Values.Stride; at += Panels.Lanes) Vector512<float>.Zero.Store(pulls + at);
        var vectors = latent.Values.At(panel, 0) + half;
        similarity.Evaluate(vectors, latent.Values, (float)(2 * Weight / Pairs), pulls, within.Pointer + row);
        similarity.Evaluate(vectors, fresh.Values, (float)(-2 * Weight / ((double)batch.Count * batch.Count)), pulls, between.Pointer + row);
        var counts = Vector512.GreaterThan(Vector512.Load(weights.At(panel) + half), Vector512<float>.Zero);
        var gradient = latent.Gradient.At(panel, 0) + half;
        for (nint at = 0; at < latent.Values.Stride; at += Panels.Lanes)
            (Vector512.Load(gradient + at) + (Vector512.Load(pulls + at) & counts)).Store(gradient + at);
    }

    private double Sum(AlignedBuffer rows)
    {
        double sum = 0;
        for (var row = 0; row < batch.Count; row++) sum += rows.Pointer[row];
        return sum;
    }
}
