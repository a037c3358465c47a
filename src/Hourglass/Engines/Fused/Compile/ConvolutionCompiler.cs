using Hourglass.Data;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds convolutions to a plan, from rows of features to feature maps and back.</summary>
/// <param name="parameters">The model's parameters by name.</param>
/// <param name="batch">Tells how many examples a step has.</param>
/// <param name="kernel">The side of all kernels; odd.</param>
/// <param name="forward">Operations in order.</param>
/// <param name="backward">Operations to be taken from the top; null where nothing learns.</param>
internal sealed class ConvolutionCompiler(IReadOnlyDictionary<string, ParameterMemory> parameters, BatchSize batch, int kernel, List<Operation> forward, Stack<Operation>? backward)
{
    // Enough for every neighbourhood of a kernel with as much padding, in both directions.
    private int Border => kernel / 2;

    private bool Learns => backward is not null;

    /// <summary>Reads rows of features in the order channel, row, column as feature maps.</summary>
    public FeatureMaps Unflatten(Signal input, DataShape shape)
    {
        var maps = new FeatureMaps($"{input.Name} maps", shape, Border, null, batch, input.HasGradient);
        forward.Add(new Unflatten(input, maps, gradient: false));
        if (input.HasGradient) backward?.Push(new Flatten(maps, input, gradient: true));
        return maps;
    }

    /// <summary>The way back.</summary>
    public Signal Flatten(FeatureMaps maps)
    {
        var output = new Signal(maps.Name, maps.Shape.Size, batch);
        if (Learns) output.WantGradient();
        forward.Add(new Flatten(maps, output, gradient: false));
        backward?.Push(new Unflatten(output, maps, gradient: true));
        return output;
    }

    /// <summary>A convolution with as much padding as keeps the size, but for the stride.</summary>
    public FeatureMaps Convolve(string name, FeatureMaps input, int stride, Activation activation)
    {
        var weight = parameters[$"{name}.weight"];
        var bias = ParameterMemory.OrZeros(parameters, $"{name}.bias", weight.Length / (input.Shape.Channels * kernel * kernel));
        var (from, to) = (input.Shape, new DataShape(bias.Length, (input.Shape.Height + stride - 1) / stride, (input.Shape.Width + stride - 1) / stride));
        var output = new FeatureMaps($"{name} out", to, Border, LayerCompiler.KernelOf(activation), batch, Learns);
        var size = new ConvolutionSize(from.Channels, to.Channels, kernel, stride, kernel / 2, from.Height, from.Width, to.Height, to.Width);
        Forward(size, ConvolutionPass.ToSmall(size), input, output, weight, bias, activation, $"{weight.Name} [{to.Channels}, {from.Channels}, {kernel}, {kernel}]");
        if (input.HasGradient) Backward(size, ConvolutionPass.ToLarge(size), input, output, weight, $"{weight.Name}'");
        if (Learns) Weights(new KernelGradients(size, () => output.Gradient, () => input.Values, output, weight, bias, batch), $"d {output.Name}");
        return output;
    }

    /// <summary>A transposed convolution of stride 2.</summary>
    public FeatureMaps Transpose(string name, FeatureMaps input, DataShape to, Activation activation)
    {
        var weight = parameters[$"{name}.weight"];
        var bias = ParameterMemory.OrZeros(parameters, $"{name}.bias", to.Channels);
        var from = input.Shape;
        var output = new FeatureMaps($"{name} out", to, Border, LayerCompiler.KernelOf(activation), batch, Learns);
        var size = new ConvolutionSize(to.Channels, from.Channels, kernel, 2, kernel / 2, to.Height, to.Width, from.Height, from.Width);
        Forward(size, ConvolutionPass.ToLarge(size), input, output, weight, bias, activation, $"{weight.Name}' [{from.Channels}, {to.Channels}, {kernel}, {kernel}]");
        if (input.HasGradient) Backward(size, ConvolutionPass.ToSmall(size), input, output, weight, weight.Name);
        if (Learns) Weights(new KernelGradients(size, () => input.Values, () => output.Gradient, output, weight, bias, batch), input.Name);
        return output;
    }

    /// <summary>The largest of each 2 x 2 places.</summary>
    public FeatureMaps Pool(FeatureMaps input)
    {
        var output = new FeatureMaps($"{input.Name}, pooled", input.Shape with { Height = (input.Shape.Height + 1) / 2, Width = (input.Shape.Width + 1) / 2 }, Border, null, batch, Learns);
        if (forward[^1] is ConvolutionLayer layer && layer.Output == input) layer.Pool(output);
        else forward.Add(new PoolLayer(input, output));
        backward?.Push(new PoolGradient(input, output));
        return output;
    }

    private void Forward(ConvolutionSize size, ConvolutionPass pass, FeatureMaps input, FeatureMaps output, ParameterMemory weight, ParameterMemory bias, Activation activation, string kernels)
    {
        var function = activation == Activation.Linear ? "" : $"{activation.ToString().ToLowerInvariant()} of ";
        forward.Add(new PackKernels(pass, weight, batch));
        forward.Add(new ConvolutionLayer(size, pass, input, output, bias, $"{output.Name} = {function}{kernels} over {input.Name} + bias"));
    }

    private void Backward(ConvolutionSize size, ConvolutionPass pass, FeatureMaps input, FeatureMaps output, ParameterMemory weight, string kernels)
    {
        backward?.Push(new ConvolutionGradient(size, pass, output, input, $"d {input.Name} = {kernels} over d {output.Name}"));
        backward?.Push(new PackKernels(pass, weight, batch));
    }

    private void Weights(KernelGradients gradients, string small)
    {
        backward?.Push(gradients);
        if (gradients.Products is not null) backward?.Push(new ChannelsLastCopy(gradients, small));
    }
}
