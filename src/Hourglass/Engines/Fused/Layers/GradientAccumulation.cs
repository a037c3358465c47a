using System.Numerics.Tensors;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The gradients of a batch that is processed in several passes: the mean over passes, each weighted by its part of the batch.</summary>
internal sealed class GradientAccumulation : Operation
{
    private readonly IReadOnlyList<ParameterMemory> parameters;
    private readonly AlignedBuffer[] sums;
    private readonly BatchSize batch;

    /// <summary>Allocates memory for the sums.</summary>
    public GradientAccumulation(IReadOnlyList<ParameterMemory> parameters, BatchSize batch)
    {
        this.parameters = parameters;
        this.batch = batch;
        sums = [.. parameters.Select(parameter => new AlignedBuffer(parameter.Length))];
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        if (batch is { IsFirstPass: true, IsLastPass: true }) return;
        var share = (float)batch.Share;
        for (var i = 0; i < sums.Length; i++)
        {
            var (from, to) = Share(parameters[i].Length, worker, workers, AlignedBuffer.CacheLine);
            var sum = sums[i].Span[from..to];
            var gradient = parameters[i].Gradient.Span[from..to];
            if (batch.IsFirstPass) TensorPrimitives.Multiply(gradient, share, sum);
            else TensorPrimitives.MultiplyAdd(gradient, share, sum, batch.IsLastPass ? gradient : sum);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"gradients accumulated over the batch, {batch.Most} examples at a time";
}
