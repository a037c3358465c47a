using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused;

/// <summary>The gradient of a convolution's weights and bias.</summary>
internal sealed unsafe class KernelGradients(ConvolutionSize size, Func<Planes> small, BorderedMaps large, Func<Planes> output, ParameterMemory weight, ParameterMemory bias) : Operation
{
    private readonly KernelGradient gradient = new(size);

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(gradient.Items, worker, workers);
        gradient.Run(small(), large.Maps, weight.Gradient.Pointer, first, last);
        var written = output();
        (first, last) = Share(written.Channels, worker, workers);
        KernelGradient.Bias(written, bias.Gradient.Pointer, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {weight.Name}";
}
