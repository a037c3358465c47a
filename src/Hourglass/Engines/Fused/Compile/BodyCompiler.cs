using Hourglass.Data;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds bodies with residual blocks, normalisation or dropout to a plan, module by module as they were built.</summary>
internal sealed class BodyCompiler(LayerCompiler layers, IReadOnlyDictionary<string, ParameterMemory> parameters, BatchSize batch, StepKey key, List<Operation> forward, Stack<Operation> backward)
{
    private readonly List<DropoutLayer> dropouts = [];

    /// <summary>The dropout layers in the order of the forward half.</summary>
    public IReadOnlyList<DropoutLayer> Dropouts => dropouts;

    /// <summary>Whether a body is compiled here.</summary>
    public static bool Takes(NetworkSpec spec) => spec is ResidualSpec || (spec is IHiddenLayers hidden && !HiddenLayers.Of(hidden).IsPlain);

    /// <summary>Adds an encoder; see <see cref="LayerCompiler.Encoder"/>.</summary>
    public Signal Encoder(nn.Module<Tensor, Tensor> body, NetworkSpec spec, Signal input, DataShape shape, Activation last) =>
        new Walk(this, spec, new Stack<DataShape>([shape]), isEncoder: true).Through("encoder", body, new SignalOrMaps(input, null, batch), last).Signal;

    /// <summary>Adds a decoder; see <see cref="LayerCompiler.Encoder"/>.</summary>
    public Signal Decoder(nn.Module<Tensor, Tensor> body, NetworkSpec spec, Signal input, DataShape shape)
    {
        List<DataShape> sizes = [shape];
        foreach (var channels in ChannelsOf(spec)) sizes.Add(new DataShape(channels, (sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        return new Walk(this, spec, new Stack<DataShape>(sizes), isEncoder: false).Through("decoder", body, new SignalOrMaps(input, null, batch), Activation.Linear).Signal;
    }

    private static ValueList<int> ChannelsOf(NetworkSpec spec) => spec switch
    {
        ConvSpec conv => conv.Channels,
        ResidualSpec residual => residual.Channels,
        _ => [],
    };

    private static (int Kernel, Downsampling Downsampling) LevelsOf(NetworkSpec spec) => spec switch
    {
        ConvSpec conv => (conv.Kernel, conv.Downsampling),
        ResidualSpec residual => (residual.Kernel, residual.Downsampling),
        _ => (1, Downsampling.Stride),
    };

    /// <summary>One body's way through its modules.</summary>
    private sealed class Walk
    {
        private readonly BodyCompiler compiler;
        private readonly LayerCompiler layers;
        private readonly BatchSize batch;
        private readonly List<Operation> forward;
        private readonly Stack<Operation> backward;
        private readonly Activation activation;
        private readonly ValueList<int> channels;
        private readonly Stack<DataShape> sizes;
        private readonly ConvolutionCompiler convolutions;
        private readonly int border;
        private readonly int stride;

        /// <summary>Gets ready.</summary>
        /// <param name="compiler">Whose plan it is.</param>
        /// <param name="spec">What built the modules.</param>
        /// <param name="sizes">The shapes of feature maps, the first to come on top.</param>
        /// <param name="isEncoder">Whether convolutions halve.</param>
        public Walk(BodyCompiler compiler, NetworkSpec spec, Stack<DataShape> sizes, bool isEncoder)
        {
            var (kernel, downsampling) = LevelsOf(spec);
            this.compiler = compiler;
            this.sizes = sizes;
            (layers, batch, forward, backward) = compiler.Parts;
            activation = ((IHiddenLayers)spec).Activation;
            channels = ChannelsOf(spec);
            convolutions = compiler.Convolutions(kernel);
            border = kernel / 2;
            stride = isEncoder && downsampling == Downsampling.Stride ? 2 : 1;
        }

        /// <summary>Adds a sequence of modules.</summary>
        /// <param name="part">The name of the sequence in the model.</param>
        /// <param name="body">The sequence.</param>
        /// <param name="input">What goes in.</param>
        /// <param name="last">The activation behind it.</param>
        /// <param name="inBlock">Whether it is a block's branch.</param>
        public SignalOrMaps Through(string part, nn.Module<Tensor, Tensor> body, SignalOrMaps input, Activation last, bool inBlock = false)
        {
            (string Name, nn.Module Module)[] children = [.. body.named_children()];
            for (var i = 0; i < children.Length; i++)
            {
                var name = $"{part}.{children[i].Name}";
                var kind = children[i].Name.TrimEnd("0123456789".ToCharArray());
                var isLast = i == children.Length - 1;

                // An activation is part of the layer in front of it, but for sums, pooling and dropout.
                var isWithNext = !isLast && kind is "dense" or "conv" or "deconv" or "norm" && children[i + 1].Name.StartsWith("activation", StringComparison.Ordinal);
                var next = isWithNext ? activation : isLast ? last : Activation.Linear;
                input = kind switch
                {
                    "dense" => new SignalOrMaps(layers.Dense(name, input.Signal, next), null, batch),
                    "conv" => new SignalOrMaps(convolutions.Convolve(name, input.Maps, inBlock ? 1 : stride, next), batch),
                    "deconv" => new SignalOrMaps(convolutions.Transpose(name, input.Maps, Larger(), next), batch),
                    "norm" => Normalize(name, children[i].Module, input, next),
                    "activation" => Activate(name, input, activation),
                    "dropout" => Drop(name, (Dropout)children[i].Module, input),
                    "pool" => new SignalOrMaps(convolutions.Pool(input.Maps), batch),
                    "block" => Block(name, children[i].Module, input),
                    "pictures" => new SignalOrMaps(convolutions.Unflatten(input.Signal, sizes.Peek()), batch),
                    "rows" => Activate(name, new SignalOrMaps(convolutions.Flatten(input.Maps), null, batch), isLast ? last : Activation.Linear),
                    _ => throw new InvalidOperationException($"The layer {name} was not to be compiled."),
                };
                if (isWithNext) i++;
            }

            return input;
        }

        /// <summary>The shape of a decoder's next feature maps.</summary>
        private DataShape Larger()
        {
            sizes.Pop();
            return sizes.Peek() with { Channels = channels[sizes.Count - 1] };
        }

        private SignalOrMaps Block(string name, nn.Module module, SignalOrMaps input)
        {
            // Behind the branch's own backward half, which writes d input: this adds to it.
            SignalOrMaps? sum = null;
            backward.Push(new SumGradient(() => sum!, input));
            sum = Through($"{name}.branch", (nn.Module<Tensor, Tensor>)module.named_children().Single().module, input, Activation.Linear, inBlock: true);
            forward.Add(new SumLayer(input, sum));
            return sum;
        }

        private SignalOrMaps Activate(string name, SignalOrMaps input, Activation function)
        {
            if (LayerCompiler.KernelOf(function) is not { } kernel) return input;
            var output = Like(name, input, Activation.Linear);
            forward.Add(new ActivationApart(input, output, kernel));
            backward.Push(new ActivationApartGradient(input, output, kernel));
            return output;
        }

        private SignalOrMaps Drop(string name, Dropout dropout, SignalOrMaps input)
        {
            var output = Like(name, input, Activation.Linear);
            var layer = compiler.Dropout(name, input, output, dropout.Probability);
            forward.Add(layer);
            backward.Push(new DropoutGradient(layer, input, output));
            return output;
        }

        private SignalOrMaps Normalize(string name, nn.Module module, SignalOrMaps input, Activation function)
        {
            var (weight, bias) = compiler.Weights(name);
            var output = Like(name, input, function);
            if (module is BatchNormalization)
            {
                var norm = new BatchNorm(input, output, weight, bias, new BufferMemory(module.get_buffer("running_mean")!), new BufferMemory(module.get_buffer("running_var")!));
                forward.Add(new BatchNormStatistics(norm));
                forward.Add(new BatchNormLayer(norm));
                backward.Push(new BatchNormGradient(norm));
                backward.Push(new BatchNormSums(norm));
            }
            else
            {
                var layer = new LayerNormLayer(input, output, weight, bias);
                forward.Add(layer);
                backward.Push(new LayerNormGradient(layer, input, output, weight, bias));
            }

            // What writes the gradient of feature maps goes through their activation itself.
            if (!output.IsMaps && LayerCompiler.KernelOf(function) is { } kernel) backward.Push(new ActivationGradient(output.Signal, kernel));
            return output;
        }

        /// <summary>Memory for as many numbers, with a gradient.</summary>
        private SignalOrMaps Like(string name, SignalOrMaps input, Activation function)
        {
            var kernel = LayerCompiler.KernelOf(function);
            if (input.IsMaps) return new SignalOrMaps(new FeatureMaps($"{name} out", input.Maps.Shape, border, kernel, batch), batch);
            var output = new Signal($"{name} out", input.Signal.Features, batch, input.Signal.Each);
            output.WantGradient();
            if (kernel is { NeedsInput: true }) output.KeepInput();
            return new SignalOrMaps(output, kernel, batch);
        }
    }

    private (LayerCompiler Layers, BatchSize Batch, List<Operation> Forward, Stack<Operation> Backward) Parts => (layers, batch, forward, backward);

    private ConvolutionCompiler Convolutions(int kernel) => new(parameters, batch, kernel, forward, backward);

    private (ParameterMemory Weight, ParameterMemory Bias) Weights(string name) => (parameters[$"{name}.weight"], parameters[$"{name}.bias"]);

    private DropoutLayer Dropout(string name, SignalOrMaps input, SignalOrMaps output, double probability)
    {
        var layer = new DropoutLayer(name, input, output, probability, dropouts.Count, key);
        dropouts.Add(layer);
        return layer;
    }
}
