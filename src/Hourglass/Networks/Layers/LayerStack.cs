using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Layers;

/// <summary>Lists the layers of a body in order, each named and fitted to the output of the previous one.</summary>
/// <param name="from">The shape of the input, for one example.</param>
internal sealed class LayerStack(DataShape from)
{
    private readonly List<Layer> layers = [];

    /// <summary>The current output shape, for one example.</summary>
    public DataShape Shape { get; private set; } = from;

    /// <summary>The number in the names of the last layer with weights and of the layers that follow it; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>The layers so far.</summary>
    public ValueList<Layer> Layers => [.. layers];

    /// <summary>Adds a layer that belongs to the preceding layer with weights.</summary>
    /// <param name="kind">The first part of its name.</param>
    /// <param name="layer">Creates it from its name and its input shape.</param>
    public LayerStack Then(string kind, Func<string, DataShape, Layer> layer) => Add(layer($"{kind}{Number}", Shape));

    /// <summary>Adds a layer with weights or sub-layers, which gets the next number.</summary>
    /// <param name="kind">The first part of its name.</param>
    /// <param name="layer">Creates it from its name and its input shape.</param>
    public LayerStack Next(string kind, Func<string, DataShape, Layer> layer)
    {
        Number++;
        return Then(kind, layer);
    }

    /// <summary>A dense layer.</summary>
    public LayerStack Dense(int outputs, bool hasBias = true) => Next("dense", (name, shape) => new Dense(name, shape.Size, outputs, hasBias));

    /// <summary>A dense layer with normalisation, activation and dropout.</summary>
    public LayerStack Hidden(HiddenLayers hidden, int outputs) => Dense(outputs, hidden.HasBias).Activate(hidden).Drop(hidden);

    /// <summary>A convolution that pads so that only the stride makes pictures smaller.</summary>
    public LayerStack Convolve(int channels, int kernel, int stride, bool hasBias = true) => Next("conv", (name, shape) =>
        new Convolution(name, shape, new DataShape(channels, (shape.Height + stride - 1) / stride, (shape.Width + stride - 1) / stride), kernel, stride,
            hasBias));

    /// <summary>A transposed convolution of stride 2 to exactly <paramref name="to"/>.</summary>
    public LayerStack ConvolveTransposed(DataShape to, int kernel, bool hasBias = true) =>
        Next("deconv", (name, shape) => new TransposedConvolution(name, shape, to, kernel, hasBias));

    /// <summary>An activation; nothing for the linear one.</summary>
    public LayerStack Activate(Activation activation) =>
        activation == Activation.Linear ? this : Then("activation", (name, shape) => new Nonlinearity(name, shape, activation));

    /// <summary>The normalisation, if any, and the activation.</summary>
    public LayerStack Activate(HiddenLayers hidden) => (hidden.Normalization switch
    {
        Normalization.Layer => Then("norm", (name, shape) => new LayerNormalization(name, shape)),
        Normalization.Batch => Then("norm", (name, shape) => new BatchNormalization(name, shape)),
        _ => this,
    }).Activate(hidden.Activation);

    /// <summary>The dropout, if any.</summary>
    public LayerStack Drop(HiddenLayers hidden) => hidden.Dropout > 0 ? Then("dropout", (name, shape) => new Dropout(name, shape, hidden.Dropout)) : this;

    /// <summary>Adds the output of a branch to its input.</summary>
    /// <param name="branch">Adds the branch's layers; its output must have the shape of its input.</param>
    /// <param name="gain">The factor on the branch's last weights when they are drawn.</param>
    public LayerStack Residual(Func<LayerStack, LayerStack> branch, double gain) =>
        Next("block", (name, shape) => new ResidualBlock(name, shape, branch(new LayerStack(shape)).Layers, gain));

    /// <summary>The largest of each 2 x 2 positions.</summary>
    public LayerStack Pool() => Then("pool", (name, shape) => new MaxPooling(name, shape));

    /// <summary>Rows as feature maps.</summary>
    public LayerStack ToPictures(DataShape shape) => Add(new ToPictures("pictures", shape));

    /// <summary>Feature maps as rows.</summary>
    public LayerStack ToRows() => Add(new ToRows("rows", Shape));

    private LayerStack Add(Layer layer)
    {
        layers.Add(layer);
        Shape = layer.To;
        return this;
    }
}
