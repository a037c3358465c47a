using System.Text.Json.Serialization;
using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>
/// Layers with residual blocks in between, x + W2 f(W1 f(x)) with the activation before each weight (He et al. 2016): levels of
/// convolutions for pictures of any size, dense ones for rows; the decoder mirrors them. Normalisation comes before each activation, and
/// dropout between the two weights of a block (Zagoruyko &amp; Komodakis 2016) and after its level or layer.
/// </summary>
/// <param name="Channels">Feature maps at each level of convolutions, from the picture towards the code; every level halves height and
/// width (rounding up). Empty for dense layers only.</param>
/// <param name="Hidden">Widths of the dense layers that follow towards the code. Null: the last feature maps themselves are the code.</param>
/// <param name="Blocks">Residual blocks after each level and each dense layer.</param>
/// <param name="Kernel">Side of the square kernels; odd.</param>
/// <param name="Downsampling">How a level halves the picture.</param>
/// <param name="Activation">The non-linearity.</param>
/// <param name="Initialization">How weights are drawn; the last of each block are divided by the square root of the number of
/// blocks, so that depth does not increase the variance of the output.</param>
/// <param name="Normalization">Normalisation before each activation; not applied to feature maps that are the code.</param>
/// <param name="Dropout">Fraction of the numbers that is set to 0 in each training step.</param>
[Cites("he2016", "K. He and X. Zhang and S. Ren and J. Sun", "Identity mappings in deep residual networks", "ECCV", 2016)]
public sealed record ResidualSpec(
    ValueList<int> Channels,
    ValueList<int>? Hidden,
    [property: Setting("residual blocks per level or hidden layer of a residual network", Least = 1, Most = 64)]
    int Blocks = 1,
    int Kernel = 3,
    Downsampling Downsampling = Downsampling.Stride,
    Activation Activation = Activation.Relu,
    Initialization Initialization = Initialization.Glorot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Normalization Normalization = Normalization.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Dropout = 0) : LayeredSpec, IHiddenLayers
{
    internal static OptionSet<ResidualSpec> Declared { get; } = new(() => new ResidualSpec([], []));

    private double Gain => 1 / Math.Sqrt(Blocks * (Channels.Count + (Hidden?.Count ?? 0)));

    private ConvLevels Levels => new(Channels, Kernel, Downsampling, HiddenLayers.Of(this), Blocks, Gain, CodeIsMaps: Hidden is null);

    /// <summary>Size of the last feature maps for a picture of this shape.</summary>
    internal int SpatialSize(DataShape shape) => Levels.Size(shape);

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (Channels.Count > 0 && !shape.IsPicture)
            yield return $"The {What("convolutions")} of a residual network need images, but this data has rows of {Got(shape.Size)} numbers; give " +
                $"{Allowed($"{Setting("channels", "[]")} and hidden such as [128]")}.";
        if (Channels.Count == 0 && Hidden is null or { Count: 0 })
            yield return $"A {What("residual network without convolutions")} needs at least one dense layer; give {Allowed("hidden such as [128]")}.";
        foreach (var violation in Levels.Violations(shape, latent, outputs, Hidden)) yield return violation;
    }

    /// <inheritdoc/>
    public override DataShape WithCondition(DataShape shape, int numbers) => shape with { Channels = shape.Channels + numbers };

    /// <inheritdoc/>
    private protected override Initialization Draws => Initialization;

    /// <inheritdoc/>
    internal override ValueList<Layer> EncoderLayers(DataShape input, int outputs)
    {
        var stack = new LayerStack(DataShape.Row(input.Size));
        if (Channels.Count > 0) Levels.Down(stack, input);
        if (Hidden is null) return stack.Layers;
        AddDense(stack, Hidden);
        return stack.Dense(outputs).Layers;
    }

    /// <inheritdoc/>
    internal override ValueList<Layer> DecoderLayers(int inputs, DataShape output)
    {
        var stack = new LayerStack(DataShape.Row(inputs));
        if (Hidden is not null)
        {
            AddDense(stack, Hidden.Reverse());
            stack.Dense(Levels.Size(output));
        }

        if (Channels.Count > 0) Levels.Up(stack, output);
        return stack.Layers;
    }

    /// <summary>Adds dense layers with their blocks.</summary>
    private void AddDense(LayerStack stack, IEnumerable<int> widths)
    {
        var hidden = HiddenLayers.Of(this);
        foreach (var width in widths)
        {
            stack.Dense(width, hidden.HasBias);
            for (var block = 0; block < Blocks; block++)
                stack.Residual(branch => branch.Activate(hidden).Dense(width, hidden.HasBias).Activate(hidden).Drop(hidden).Dense(width, hidden.HasBias), Gain);
            stack.Activate(hidden).Drop(hidden);
        }
    }
}
