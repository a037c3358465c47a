using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused;

/// <summary>The backward half of 2 x 2 max-pooling.</summary>
internal sealed class PoolGradient(Signal input, Signal output) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(input.Maps.Count * input.Maps.Channels, worker, workers);
        Pooling.Backward(input.Maps, output.Maps, output.MapsGradient, input.MapsGradient, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} from d {output.Name}";
}
