using Hourglass.Data;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Engines.Fused.Terms;
using Hourglass.Kernels.Elementwise;
using static TorchSharp.torch;
using Conv2d = TorchSharp.Modules.Conv2d;
using Linear = TorchSharp.Modules.Linear;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>
/// Adds the layers of encoders and decoders to a plan: forward operations in order, and backward ones to be taken from the top. Without a
/// stack of backward ones nothing learns, and no memory is taken for it.
/// </summary>
internal sealed class LayerCompiler(IReadOnlyDictionary<string, ParameterMemory> parameters, BatchSize batch, StepKey key, List<Operation> forward, Stack<Operation>? backward)
{
    private BodyCompiler? bodies;

    /// <summary>What rows count for the weights of the dense layers added next, where their gradients do not carry that already; else null.</summary>
    public RowWeights? Weights { get; set; }

    // Outputs for which it pays to look which inputs are 0 in whole panels.
    private const int WorthLooking = 64;

    private bool Learns => backward is not null;

    /// <summary>What adds the bodies that are more than weights and activations.</summary>
    public BodyCompiler Bodies => bodies ??= new BodyCompiler(this, parameters, batch, key, forward, backward ?? throw new InvalidOperationException("Bodies that are more than weights and activations are compiled for learning only."));

    /// <summary>Whether bodies of this kind can be added.</summary>
    public static bool Knows(NetworkSpec spec) => spec is DenseSpec or ConvSpec or ResidualSpec;

    /// <summary>Adds an encoder.</summary>
    /// <param name="body">What <paramref name="spec"/> built.</param>
    /// <param name="spec">Its description.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="last">The activation behind the last dense layer.</param>
    /// <returns>What comes out.</returns>
    public Signal Encoder(nn.Module<Tensor, Tensor> body, NetworkSpec spec, Signal input, DataShape shape, Activation last)
    {
        if (BodyCompiler.Takes(spec)) return Bodies.Encoder(body, spec, input, shape, last);
        if (spec is not ConvSpec conv) return Dense("encoder", body, ((DenseSpec)spec).Activation, input, last);
        var convolutions = new ConvolutionCompiler(parameters, batch, conv.Kernel, forward, backward);
        var maps = convolutions.Unflatten(input, shape);
        foreach (var name in Layers<Conv2d>(body))
        {
            maps = convolutions.Convolve($"encoder.{name}", maps, conv.Downsampling == Downsampling.Stride ? 2 : 1, conv.Activation);
            if (conv.Downsampling == Downsampling.Pool) maps = convolutions.Pool(maps);
        }

        return Dense("encoder", body, conv.Activation, convolutions.Flatten(maps), last);
    }

    /// <summary>Adds a decoder; see <see cref="Encoder"/>.</summary>
    public Signal Decoder(nn.Module<Tensor, Tensor> body, NetworkSpec spec, Signal input, DataShape shape)
    {
        if (BodyCompiler.Takes(spec)) return Bodies.Decoder(body, spec, input, shape);
        if (spec is not ConvSpec conv) return Dense("decoder", body, ((DenseSpec)spec).Activation, input, Activation.Linear);
        List<DataShape> sizes = [shape];
        foreach (var channels in conv.Channels) sizes.Add(new DataShape(channels, (sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        var convolutions = new ConvolutionCompiler(parameters, batch, conv.Kernel, forward, backward);
        var maps = convolutions.Unflatten(Dense("decoder", body, conv.Activation, input, conv.Activation), sizes[^1]);
        var names = Layers<TransposedConvolution>(body);
        for (var i = 0; i < names.Length; i++)
        {
            var level = names.Length - 1 - i;
            maps = convolutions.Transpose($"decoder.{names[i]}", maps, sizes[level] with { Channels = conv.Channels[level] }, conv.Activation);
        }

        return convolutions.Flatten(convolutions.Convolve($"decoder.{Layers<Conv2d>(body)[0]}", maps, 1, Activation.Linear));
    }

    /// <summary>The names of the layers of one kind, in order.</summary>
    public static string[] Layers<TLayer>(nn.Module<Tensor, Tensor> body)
        where TLayer : nn.Module => [.. body.named_children().Where(child => child.module is TLayer).Select(child => child.name)];

    private Signal Dense(string part, nn.Module<Tensor, Tensor> body, Activation hidden, Signal input, Activation last)
    {
        var names = Layers<Linear>(body);
        for (var i = 0; i < names.Length; i++) input = Dense($"{part}.{names[i]}", input, i < names.Length - 1 ? hidden : last);
        return input;
    }

    /// <summary>Adds a dense layer.</summary>
    public Signal Dense(string name, Signal input, Activation activation)
    {
        var weight = parameters[$"{name}.weight"];
        var bias = ParameterMemory.OrZeros(parameters, $"{name}.bias", weight.Length / input.Features);
        var output = Learning(new Signal($"{name} out", bias.Length, batch, input.Each));
        var kernel = KernelOf(activation);
        if (Learns && kernel is { NeedsInput: true }) output.KeepInput();
        if (bias.Length >= WorthLooking) input.WantNonZero(Learns);
        if (Learns && input.WantRows()) forward.Add(new RowsOf(input));
        forward.Add(new DenseLayer(input, output, weight, bias, kernel, activation.ToString().ToLowerInvariant()));
        var before = Learns && input.HasGradient ? new DenseInputGradient(input, output, weight) : null;
        backward?.Push(new DenseGradient(input, output, weight, bias, Weights is null ? before : null));
        if (Weights is not null)
        {
            backward?.Push(new ScaledRows(output, Weights));
            if (before is not null) backward?.Push(before);
        }

        if (kernel is not null) backward?.Push(new ActivationGradient(output, kernel));
        return output;
    }

    private Signal Learning(Signal signal)
    {
        if (Learns) signal.WantGradient();
        return signal;
    }

    /// <summary>The loops of an activation; none for the linear one.</summary>
    public static ActivationKernel? KernelOf(Activation activation) => activation switch
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
