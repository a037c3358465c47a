using Hourglass.Data;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Elementwise;
using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>
/// Adds encoders and decoders to a plan, layer by layer: forward operations in order and, if the plan learns, backward ones, to be executed from
/// the last added to the first.
/// </summary>
/// <param name="tensors">The model's parameters and buffers.</param>
/// <param name="batch">The number of examples of a step.</param>
/// <param name="key">Key of the random numbers of a step.</param>
/// <param name="parts">The plan.</param>
internal sealed class BodyCompiler(TensorMemory tensors, BatchSize batch, StepKey key, PlanParts parts)
{
    private readonly List<DropoutLayer> dropouts = [];

    /// <summary>The plan.</summary>
    public PlanParts Parts => parts;

    /// <summary>The number of examples of a step.</summary>
    public BatchSize Batch => batch;

    /// <summary>The model's parameters and buffers.</summary>
    public TensorMemory Tensors => tensors;

    /// <summary>The weights of rows for the dense layers added next, if their gradients do not include them already; else null.</summary>
    public RowWeights? Weights { get; set; }

    /// <summary>The dropout layers in the order of the forward half.</summary>
    public IReadOnlyList<DropoutLayer> Dropouts => dropouts;

    /// <summary>Zeros around the feature maps of the body being added: enough for all kernels, in both directions.</summary>
    public int Border { get; private set; }

    /// <summary>Whether a body can be added to plans that learn.</summary>
    public static bool Knows(ValueList<Layer>? layers) =>
        layers is not null && layers.WithBranches().All(layer => ByLayer<LayerCompiler>.Find(layer) is not null);

    /// <summary>Whether a body can be added to plans without gradients.</summary>
    public static bool Infers(ValueList<Layer>? layers) =>
        layers is not null && layers.WithBranches().All(layer => ByLayer<LayerCompiler>.Find(layer) is { Infers: true });

    /// <summary>Adds a body.</summary>
    /// <param name="part">Its name in the model, such as <c>encoder</c>.</param>
    /// <param name="layers">Its layers.</param>
    /// <param name="input">The input.</param>
    /// <param name="last">The activation after its last layer.</param>
    /// <returns>The output.</returns>
    public Signal Add(string part, ValueList<Layer> layers, Signal input, Activation last)
    {
        Border = layers.WithBranches().Max(layer => layer switch
        {
            Convolution convolution => convolution.Kernel / 2,
            TransposedConvolution convolution => convolution.Kernel / 2,
            _ => 0,
        });
        return AddLayers(part, layers, new SignalOrMaps(input, null, batch), last).Signal;
    }

    /// <summary>Adds layers in order.</summary>
    /// <param name="part">The name of their list in the model.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="input">The input.</param>
    /// <param name="last">The activation after the last layer.</param>
    /// <returns>The output.</returns>
    public SignalOrMaps AddLayers(string part, ValueList<Layer> layers, SignalOrMaps input, Activation last)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            var compiler = ByLayer<LayerCompiler>.Find(layer) ?? throw new InvalidOperationException($"The layer {part}.{layer.Name} was not to be compiled.");
            var activation = i == layers.Count - 1 ? last : Activation.Linear;
            if (compiler.TakesActivation && i + 1 < layers.Count && layers[i + 1] is Nonlinearity { Function: var function })
            {
                i++;
                activation = function;
            }

            input = compiler.Add(layer, part, input, compiler.TakesActivation ? activation : Activation.Linear, this);
            if (!compiler.TakesActivation) input = Activate($"{part}.{layer.Name}", input, activation);
        }

        return input;
    }

    /// <summary>Adds an activation as a separate operation; nothing for the linear one.</summary>
    public SignalOrMaps Activate(string name, SignalOrMaps input, Activation function)
    {
        if (KernelOf(function) is not { } kernel) return input;
        var output = Like(name, input, Activation.Linear);
        parts.Forward(new ActivationApart(input, output, kernel));
        if (parts.Learns) parts.Backward(new ActivationApartGradient(input, output, kernel));
        return output;
    }

    /// <summary>Adds a dropout layer.</summary>
    public DropoutLayer Drop(string name, SignalOrMaps input, SignalOrMaps output, double probability)
    {
        var layer = parts.Forward(new DropoutLayer(name, input, output, probability, dropouts.Count, key));
        dropouts.Add(layer);
        return layer;
    }

    /// <summary>Memory with the size of the input, with a gradient if the plan learns.</summary>
    /// <param name="name">The layer whose output it is.</param>
    /// <param name="input">The input.</param>
    /// <param name="function">The activation that converts sums to values.</param>
    public SignalOrMaps Like(string name, SignalOrMaps input, Activation function)
    {
        var kernel = KernelOf(function);
        return input.IsMaps
            ? new SignalOrMaps(Maps($"{name} out", input.Maps.Shape, function), batch)
            : new SignalOrMaps(Output($"{name} out", input.Signal.Features, input.Signal.Each, kernel), kernel, batch);
    }

    /// <summary>Memory for the output rows of a layer, with a gradient if the plan learns.</summary>
    /// <param name="name">Their name, for descriptions.</param>
    /// <param name="features">Numbers per row.</param>
    /// <param name="each">Rows per example.</param>
    /// <param name="kernel">The activation that converts sums to values, or null.</param>
    public Signal Output(string name, int features, int each, ActivationKernel? kernel)
    {
        var output = new Signal(name, features, batch, each);
        if (!parts.Learns) return output;
        output.WantGradient();
        if (kernel is { NeedsInput: true }) output.KeepInput();
        return output;
    }

    /// <summary>Memory for the output feature maps of a layer, with a gradient if the plan learns.</summary>
    /// <param name="name">Their name, for descriptions.</param>
    /// <param name="shape">Channels, height and width.</param>
    /// <param name="function">The activation that converts sums to values.</param>
    public FeatureMaps Maps(string name, DataShape shape, Activation function) => new(name, shape, Border, KernelOf(function), batch, parts.Learns);

    /// <summary>Propagates the gradient of rows back through an activation; operations on feature maps do so themselves.</summary>
    public void FinishRows(SignalOrMaps output, Activation function)
    {
        if (!output.IsMaps && KernelOf(function) is { } kernel) parts.Backward(new ActivationGradient(output.Signal, kernel));
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
