using Hourglass.Data;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Elementwise;
using static TorchSharp.torch;
using Conv2d = TorchSharp.Modules.Conv2d;
using Linear = TorchSharp.Modules.Linear;

namespace Hourglass.Engines.Fused;

/// <summary>Adds the layers of encoders and decoders to a plan: forward operations in order, and backward ones to be taken from the top.</summary>
internal sealed class LayerCompiler(IReadOnlyDictionary<string, ParameterMemory> parameters, BatchSize batch, int workers, List<Operation> forward, Stack<Operation> backward)
{
    /// <summary>Whether bodies of this kind can be added.</summary>
    public static bool Knows(NetworkSpec spec) => spec is DenseSpec or ConvSpec;

    /// <summary>Adds an encoder.</summary>
    /// <param name="body">What <paramref name="spec"/> built.</param>
    /// <param name="spec">Its description.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="last">The activation behind the last dense layer.</param>
    /// <returns>What comes out.</returns>
    public Signal Encoder(nn.Module<Tensor, Tensor> body, NetworkSpec spec, Signal input, DataShape shape, Activation last)
    {
        if (spec is not ConvSpec conv) return Dense("encoder", body, ((DenseSpec)spec).Activation, input, last);
        input.Picture = shape;
        foreach (var name in Layers<Conv2d>(body))
        {
            input = Convolve($"encoder.{name}", input, conv.Kernel, conv.Downsampling == Downsampling.Stride ? 2 : 1, conv.Activation);
            if (conv.Downsampling == Downsampling.Pool) input = Pool(input);
        }

        return Dense("encoder", body, conv.Activation, input, last);
    }

    /// <summary>Adds a decoder; see <see cref="Encoder"/>.</summary>
    public Signal Decoder(nn.Module<Tensor, Tensor> body, NetworkSpec spec, Signal input, DataShape shape)
    {
        if (spec is not ConvSpec conv) return Dense("decoder", body, ((DenseSpec)spec).Activation, input, Activation.Linear);
        List<DataShape> sizes = [shape];
        foreach (var channels in conv.Channels) sizes.Add(new DataShape(channels, (sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        input = Dense("decoder", body, conv.Activation, input, conv.Activation);
        input.Picture = sizes[^1];
        var names = Layers<TransposedConvolution>(body);
        for (var i = 0; i < names.Length; i++)
        {
            var level = names.Length - 1 - i;
            input = Transpose($"decoder.{names[i]}", input, conv.Kernel, sizes[level] with { Channels = conv.Channels[level] }, conv.Activation);
        }

        return Convolve($"decoder.{Layers<Conv2d>(body)[0]}", input, conv.Kernel, 1, Activation.Linear);
    }

    private static string[] Layers<TLayer>(nn.Module<Tensor, Tensor> body)
        where TLayer : nn.Module => [.. body.named_children().Where(child => child.module is TLayer).Select(child => child.name)];

    private Signal Dense(string part, nn.Module<Tensor, Tensor> body, Activation hidden, Signal input, Activation last)
    {
        var names = Layers<Linear>(body);
        for (var i = 0; i < names.Length; i++) input = Dense($"{part}.{names[i]}", input, i < names.Length - 1 ? hidden : last);
        return input;
    }

    private Signal Dense(string name, Signal input, Activation activation)
    {
        var (weight, bias) = (parameters[$"{name}.weight"], parameters[$"{name}.bias"]);
        var output = Learning(new Signal($"{name} out", bias.Length, batch, input.Each));
        var kernel = KernelOf(activation);
        if (kernel is { NeedsInput: true }) output.KeepInput();
        if (input.WantRows()) forward.Add(new RowsOf(input));
        forward.Add(new DenseLayer(input, output, weight, bias, kernel, activation.ToString().ToLowerInvariant()));
        backward.Push(new DenseGradient(input, output, weight, bias, workers));
        if (kernel is not null) backward.Push(new ActivationGradient(output, kernel));
        return output;
    }

    private Signal Convolve(string name, Signal input, int kernel, int stride, Activation activation)
    {
        var (weight, bias) = (parameters[$"{name}.weight"], parameters[$"{name}.bias"]);
        var (from, to) = (input.Picture, new DataShape(bias.Length, (input.Picture.Height + stride - 1) / stride, (input.Picture.Width + stride - 1) / stride));
        var output = Learning(Signal.OfMaps($"{name} out", to, batch));
        var size = new ConvolutionSize(from.Channels, to.Channels, kernel, stride, kernel / 2, from.Height, from.Width, to.Height, to.Width);
        var large = new BorderedMaps(from, size.LargeBorder, batch);
        forward.Add(new Surround(input, gradient: false, large));
        var sums = Activates(output, activation, out var function);
        forward.Add(new ConvolutionLayer(size, large, sums, weight, bias, $"{output.Name} = {weight.Name} [{to.Channels}, {from.Channels}, {kernel}, {kernel}] over {input.Name} + bias"));
        if (input.HasGradient)
        {
            var back = new LargeFromSmall(size);
            var small = new BorderedMaps(to, size.SmallBorder, batch);
            backward.Push(new TransposedLayer(size, back, small, () => input.MapsGradient, null, $"d {input.Name} = {weight.Name}' over d {output.Name}"));
            backward.Push(new PackKernels(back, from.Channels, weight));
            backward.Push(new Surround(output, gradient: true, small));
        }

        backward.Push(new KernelGradients(size, () => output.MapsGradient, large, () => output.MapsGradient, weight, bias));
        Activated(output, function);
        return output;
    }

    private Signal Transpose(string name, Signal input, int kernel, DataShape to, Activation activation)
    {
        var (weight, bias) = (parameters[$"{name}.weight"], parameters[$"{name}.bias"]);
        var from = input.Picture;
        var output = Learning(Signal.OfMaps($"{name} out", to, batch));
        var size = new ConvolutionSize(to.Channels, from.Channels, kernel, 2, kernel / 2, to.Height, to.Width, from.Height, from.Width);
        var forth = new LargeFromSmall(size);
        var small = new BorderedMaps(from, size.SmallBorder, batch);
        forward.Add(new Surround(input, gradient: false, small));
        forward.Add(new PackKernels(forth, to.Channels, weight));
        var sums = Activates(output, activation, out var function);
        forward.Add(new TransposedLayer(size, forth, small, sums, bias, $"{output.Name} = {weight.Name}' [{from.Channels}, {to.Channels}, {kernel}, {kernel}] over {input.Name} + bias"));
        var large = new BorderedMaps(to, size.LargeBorder, batch);
        if (input.HasGradient) backward.Push(new ConvolutionLayer(size, large, () => input.MapsGradient, weight, null, $"d {input.Name} = {weight.Name} over d {output.Name}"));
        backward.Push(new KernelGradients(size, () => input.Maps, large, () => output.MapsGradient, weight, bias));
        backward.Push(new Surround(output, gradient: true, large));
        Activated(output, function);
        return output;
    }

    private Signal Pool(Signal input)
    {
        var output = Learning(Signal.OfMaps($"{input.Name}, pooled", input.Picture with { Height = (input.Picture.Height + 1) / 2, Width = (input.Picture.Width + 1) / 2 }, batch));
        forward.Add(new PoolLayer(input, output));
        backward.Push(new PoolGradient(input, output));
        return output;
    }

    private static Signal Learning(Signal signal)
    {
        signal.WantGradient();
        return signal;
    }

    /// <summary>Where sums go that an activation follows.</summary>
    private static Func<Planes> Activates(Signal output, Activation activation, out ActivationKernel? kernel)
    {
        kernel = KernelOf(activation);
        if (kernel is { NeedsInput: true }) output.KeepInput();
        return () => output.KeptMaps;
    }

    private void Activated(Signal output, ActivationKernel? kernel)
    {
        if (kernel is null) return;
        forward.Add(new ActivationLayer(output, kernel));
        backward.Push(new ActivationGradient(output, kernel));
    }

    private static ActivationKernel? KernelOf(Activation activation) => activation switch
    {
        Activation.Relu => ActivationKernel.Of<Relu>(),
        Activation.LeakyRelu => ActivationKernel.Of<LeakyRelu>(),
        Activation.Elu => ActivationKernel.Of<Elu>(),
        Activation.Gelu => ActivationKernel.Of<Gelu>(),
        Activation.Silu => ActivationKernel.Of<Silu>(),
        Activation.Softplus => ActivationKernel.Of<Softplus>(),
        Activation.Tanh => ActivationKernel.Of<Tanh>(),
        Activation.Sigmoid => ActivationKernel.Of<Sigmoid>(),
        _ => null,
    };
}
