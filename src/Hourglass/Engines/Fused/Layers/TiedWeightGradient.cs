using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Adds a tied layer's part to the gradient of the weights it shares.</summary>
internal sealed class TiedWeightGradient(TiedGradient layer, ParameterMemory weight) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(weight.Length, worker, workers, AlignedBuffer.CacheLine);
        layer.AddToWeights(from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {weight.Name} += gradient from the tied layer";
}
