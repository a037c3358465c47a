using System.Text.Json.Serialization;
using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass;

/// <summary>
/// Convolutions that halve the picture at each level, for any size and 1 to 3 channels; the decoder mirrors them with transposed
/// convolutions and ends in one plain convolution.
/// </summary>
/// <param name="Channels">Feature maps at each level, from the picture towards the code; every level halves height and width (rounding up).</param>
/// <param name="Hidden">Widths of the encoder's dense layers between the last feature maps and the code (the decoder goes directly from the code to the
/// feature maps). Null: the last feature maps themselves are the code (a spatial code of channels x height x width numbers), which needs a deterministic
/// code.</param>
/// <param name="Kernel">Side of the square kernels; odd.</param>
/// <param name="Downsampling">Strided convolution or max-pooling.</param>
/// <param name="Activation">Non-linearity after each layer except the last.</param>
/// <param name="Initialization">How weights are drawn.</param>
/// <param name="Normalization">Normalisation between the weights and the activation of each hidden layer; not applied to feature maps that are the
/// code.</param>
/// <param name="Dropout">Fraction of each hidden layer that is set to 0 in each training step; 0 to below 1.</param>
public sealed record ConvSpec(
    ValueList<int> Channels,
    ValueList<int>? Hidden,
    int Kernel = 3,
    Downsampling Downsampling = Downsampling.Stride,
    Activation Activation = Activation.Relu,
    Initialization Initialization = Initialization.Glorot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Normalization Normalization = Normalization.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Dropout = 0) : LayeredSpec, IHiddenLayers
{
    private ConvLevels Levels => new(Channels, Kernel, Downsampling, HiddenLayers.Of(this), CodeIsMaps: Hidden is null);

    /// <summary>Size of the last feature maps for a picture of this shape.</summary>
    internal int SpatialSize(DataShape shape) => Levels.Size(shape);

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs)
    {
        if (!shape.IsPicture)
            yield return $"A {What("convolutional network")} needs images, but this data has rows of {Got(shape.Size)} numbers; use " +
                $"{Allowed(Setting("network", "dense"))}.";
        if (Channels.Count == 0)
            yield return $"A {What("convolutional network")} needs at least one level; give {Allowed("channels such as [32,64]")}.";
        foreach (var violation in Levels.Violations(shape, latent, outputs, Hidden)) yield return violation;
    }

    /// <summary>One constant plane per number.</summary>
    public override DataShape WithCondition(DataShape shape, int numbers) => shape with { Channels = shape.Channels + numbers };

    /// <inheritdoc/>
    private protected override Initialization Draws => Initialization;

    /// <inheritdoc/>
    internal override ValueList<Layer> EncoderLayers(DataShape input, int outputs)
    {
        var stack = new LayerStack(DataShape.Row(input.Size));
        Levels.Down(stack, input);
        if (Hidden is null) return stack.Layers;
        foreach (var width in Hidden) stack.Hidden(HiddenLayers.Of(this), width);
        return stack.Dense(outputs).Layers;
    }

    /// <inheritdoc/>
    internal override ValueList<Layer> DecoderLayers(int inputs, DataShape output)
    {
        var stack = new LayerStack(DataShape.Row(inputs));
        if (Hidden is not null) stack.Hidden(HiddenLayers.Of(this), SpatialSize(output));
        Levels.Up(stack, output);
        return stack.Layers;
    }
}
