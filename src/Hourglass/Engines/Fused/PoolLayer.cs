using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused;

/// <summary>The forward half of 2 x 2 max-pooling.</summary>
internal sealed class PoolLayer(Signal input, Signal output) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(input.Maps.Count * input.Maps.Channels, worker, workers);
        Pooling.Forward(input.Maps, output.Maps, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} = largest of 2 x 2 of {input.Name}";
}
