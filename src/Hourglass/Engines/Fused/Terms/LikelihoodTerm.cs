using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>The reconstruction: -log p(x|z) of each row, and its gradient in the decoder's output. All draws of an example share one target.</summary>
internal sealed unsafe class LikelihoodTerm : Operation, ITermOperation
{
    private readonly Signal output;
    private readonly Signal target;
    private readonly PanelLikelihood likelihood;
    private readonly RowWeights weights;
    private readonly RowSums sums;
    private readonly AlignedBuffer[] targets;

    public LikelihoodTerm(Signal output, Signal target, PanelLikelihood likelihood, RowWeights weights, BatchSize batch, int workers)
    {
        (this.output, this.target, this.likelihood, this.weights) = (output, target, likelihood, weights);
        sums = new RowSums(batch, likelihood.Parts, output.Each);
        targets = new AlignedBuffer[output.Each == target.Each ? 0 : workers];
        for (var i = 0; i < targets.Length; i++) targets[i] = new AlignedBuffer(Panels.LengthFor(1, target.Features));
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <inheritdoc/>
    public double Figure => sums.Mean() + likelihood.Constant;

    /// <summary>-log p(x|z) of a row.</summary>
    public double Of(int row) => sums.Of(row) + likelihood.Constant;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var scaled = stackalloc float[Panels.Lanes];
        var (first, last) = Share(sums.Blocks, worker, workers);
        for (var block = first; block < last; block++)
        {
            var (from, to) = sums.Features(block);
            var result = sums.Begin(block);
            var (start, end) = (likelihood.StartOf(from), likelihood.StartOf(to));
            for (var panel = 0; panel < output.Values.Count; panel++)
            {
                for (var lane = 0; lane < Panels.Lanes; lane++) scaled[lane] = weights.At(panel)[lane] * (float)Weight;
                likelihood.Evaluate(from, to, output.Values.At(panel, start.Output), Target(worker, panel, start.Target, end.Target),
                    output.Gradient.At(panel, start.Output), scaled, result + (panel * Panels.Lanes));
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"-log p({target.Name} | {output.Name}) and d {output.Name}";

    private float* Target(int worker, int panel, int from, int to)
    {
        if (targets.Length == 0) return target.Values.At(panel, from);
        Repetition.Spread(target.Values, output.Each, panel, from, to, targets[worker].Pointer);
        return targets[worker].Pointer;
    }
}
