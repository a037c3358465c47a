namespace Hourglass.Engines.Fused.Layers;

/// <summary>Copies the small pictures of a convolution so that the gradient of its weights can read their channels as vectors.</summary>
internal sealed class ChannelsLastCopy(KernelGradients gradients, string name) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var small = gradients.Small;
        var (first, last) = Share(small.Items, worker, workers);
        gradients.Products!.Turn(small, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{name} with channels last";
}
