using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused;

/// <summary>The reconstruction: -log p(x|z) of each row, and its gradient in the decoder's output.</summary>
internal sealed unsafe class LikelihoodTerm(Signal output, Signal target, LikelihoodKernel likelihood, double constant, RowWeights weights, BatchSize batch) : Operation, ITermOperation
{
    private readonly RowSums sums = new(batch, output.Features, output.Each);

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <inheritdoc/>
    public double Figure => sums.Mean() + constant;

    /// <summary>-log p(x|z) of a row.</summary>
    public double Of(int row) => sums.Of(row) + constant;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var scaled = stackalloc float[Panels.Lanes];
        var (first, last) = Share(sums.Blocks, worker, workers);
        for (var block = first; block < last; block++)
        {
            var (from, to) = sums.Features(block);
            var result = sums.Begin(block);
            for (var panel = 0; panel < output.Values.Count; panel++)
            {
                for (var lane = 0; lane < Panels.Lanes; lane++) scaled[lane] = weights.At(panel)[lane] * (float)Weight;
                likelihood.Evaluate(output.Values.At(panel, from), target.Values.At(panel, from), output.Gradient.At(panel, from), to - from, scaled, result + (panel * Panels.Lanes));
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"-log p({target.Name} | {output.Name}) and d {output.Name}";
}
