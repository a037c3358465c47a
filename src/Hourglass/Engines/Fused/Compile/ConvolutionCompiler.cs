using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="Convolution"/>s.</summary>
internal sealed class ConvolutionCompiler : LayerCompiler<Convolution>
{
    /// <inheritdoc/>
    public override bool Infers => true;

    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(Convolution layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var (from, to, kernel, batch) = (layer.From, layer.To, layer.Kernel, body.Batch);
        var (weight, bias) = (body.Tensors[$"{part}.{layer.Weight}"], body.Tensors.BiasOf(part, layer, to.Channels));
        var maps = input.Maps;
        var output = body.Maps($"{part}.{layer.Name} out", to, activation);
        var size = new ConvolutionSize(from.Channels, to.Channels, kernel, layer.Stride, kernel / 2, from.Height, from.Width, to.Height, to.Width);
        var (down, up) = (ConvolutionPass.ToSmall(size), ConvolutionPass.ToLarge(size));
        var kernels = $"{weight.Name} [{to.Channels}, {from.Channels}, {kernel}, {kernel}]";
        ConvolutionOperations.Forward(body, down,
            new ConvolutionLayer(size, down, maps, output, bias, ConvolutionOperations.Describe(maps, output, activation, kernels)), weight);
        if (body.Parts.Learns)
        {
            var before = maps.HasGradient ? new ConvolutionGradient(size, up, output, maps, $"d {maps.Name} = {weight.Name}' * d {output.Name}") : null;
            var gradients = new KernelGradients(size, () => output.Gradient, () => maps.Values, output, weight, bias, batch);
            ConvolutionOperations.Backward(body, before, up, weight, gradients, $"d {output.Name}");
        }

        return new SignalOrMaps(output, batch);
    }
}
