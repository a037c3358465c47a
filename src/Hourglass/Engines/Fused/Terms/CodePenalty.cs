using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>
/// A penalty on each number of the code, the negative logarithm of a prior around 0 without its constant; its gradient is added to the code's.
/// </summary>
internal sealed unsafe class CodePenalty(Signal code, LikelihoodKernel prior, RowWeights weights, BatchSize batch) : Operation, ITermOperation
{
    private readonly RowSums sums = new(batch, code.Features);
    private readonly AlignedBuffer zero = new(Panels.Lanes * code.Features);

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <inheritdoc/>
    public double Figure => sums.Mean();

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var scaled = stackalloc float[Panels.Lanes];
        var slope = stackalloc float[Panels.Lanes];
        var (first, last) = Share(sums.Blocks, worker, workers);
        for (var block = first; block < last; block++)
        {
            var (from, to) = sums.Features(block);
            var result = sums.Begin(block);
            for (var panel = 0; panel < code.Values.Count; panel++)
            {
                for (var lane = 0; lane < Panels.Lanes; lane++) scaled[lane] = weights.At(panel)[lane] * (float)Weight;
                for (var feature = from; feature < to; feature++)
                {
                    prior.Evaluate(code.Values.At(panel, feature), zero.Pointer, slope, 1, scaled, result + (panel * Panels.Lanes));
                    Add(slope, code.Gradient.At(panel, feature));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"penalty on {code.Name}, added to d {code.Name}";

    private static void Add(float* from, float* to)
    {
        (Vector512.Load(to) + Vector512.Load(from)).Store(to);
        (Vector512.Load(to + 16) + Vector512.Load(from + 16)).Store(to + 16);
    }
}
