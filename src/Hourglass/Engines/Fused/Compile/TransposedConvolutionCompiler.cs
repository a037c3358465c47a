using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds <see cref="TransposedConvolution"/>s.</summary>
internal sealed class TransposedConvolutionCompiler : LayerCompiler<TransposedConvolution>
{
    /// <inheritdoc/>
    public override bool Infers => true;

    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override SignalOrMaps Add(TransposedConvolution layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body)
    {
        var (from, to, kernel, batch) = (layer.From, layer.To, layer.Kernel, body.Batch);
        var (weight, bias) = (body.Tensors[$"{part}.{layer.Weight}"], body.Tensors.BiasOf(part, layer, to.Channels));
        var maps = input.Maps;
        var output = body.Maps($"{part}.{layer.Name} out", to, activation);
        var size = new ConvolutionSize(to.Channels, from.Channels, kernel, 2, kernel / 2, to.Height, to.Width, from.Height, from.Width);
        var (down, up) = (ConvolutionPass.ToSmall(size), ConvolutionPass.ToLarge(size));
        var kernels = $"{weight.Name}' [{from.Channels}, {to.Channels}, {kernel}, {kernel}]";
        ConvolutionOperations.Forward(body, up,
            new ConvolutionLayer(size, up, maps, output, bias, ConvolutionOperations.Describe(maps, output, activation, kernels)), weight);
        if (body.Parts.Learns)
        {
            var before = maps.HasGradient ? new ConvolutionGradient(size, down, output, maps, $"d {maps.Name} = {weight.Name} * d {output.Name}") : null;
            var gradients = new KernelGradients(size, () => maps.Values, () => output.Gradient, output, weight, bias, batch);
            ConvolutionOperations.Backward(body, before, down, weight, gradients, maps.Name);
        }

        return new SignalOrMaps(output, batch);
    }
}
