using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Convolutions that halve a picture at each level, rounding up, and the transposed ones for the reverse; with or without residual blocks.</summary>
/// <param name="Channels">Feature maps at each level, from the picture towards the code.</param>
/// <param name="Kernel">Side of the square kernels.</param>
/// <param name="Downsampling">How a level halves.</param>
/// <param name="Hidden">The operations after the weights of a level.</param>
/// <param name="Blocks">Residual blocks at each level's own size; may be 0.</param>
/// <param name="Gain">Scales the last weights of each block.</param>
/// <param name="CodeIsMaps">Whether the last feature maps are the code, which has neither normalisation nor dropout.</param>
internal sealed record ConvLevels(
    [property: Setting("feature maps of each convolutional level; each level halves the image size")]
    ValueList<int> Channels,
    [property: Setting("size of the convolution kernels; odd", Least = 1, Most = 31)]
    int Kernel,
    [property: Setting("how a convolutional level halves the image size")]
    Downsampling Downsampling,
    HiddenLayers Hidden,
    int Blocks = 0,
    double Gain = 1,
    bool CodeIsMaps = false)
{
    public static OptionSet<ConvLevels> Declared { get; } = new(() => new ConvLevels([32, 64], 3, Downsampling.Stride, HiddenLayers.Declared.Defaults));

    /// <summary>Size of the last feature maps for a picture of this shape.</summary>
    public int Size(DataShape shape)
    {
        if (Channels.Count == 0) return shape.Size;
        var (height, width) = Sizes(shape)[^1];
        return Channels[^1] * height * width;
    }

    /// <summary>Lists what does not fit: one sentence per violation.</summary>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="latent">Dimensions of the latent space.</param>
    /// <param name="outputs">Number of outputs of the encoder.</param>
    /// <param name="hidden">Widths of the dense layers that follow; null if the last feature maps are the code.</param>
    public IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs, ValueList<int>? hidden)
    {
        foreach (var violation in Hidden.Violations(Channels.Concat(hidden ?? []))) yield return violation;
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (Kernel % 2 == 0) yield return $"{What("kernel")} is {Got(Kernel)}; give {Allowed("an odd number, such as 3")}.";
        foreach (var width in (hidden ?? []).Where(width => width < 1)) yield return $"A {What("layer")} has {Got(width)} units; each needs " +
            $"{Allowed("at least 1")}.";
        if (hidden is not null || Channels.Count == 0) yield break;
        if (outputs != latent)
            yield return $"A {What("spatial code")} is deterministic, but this model's code is a distribution; give " +
                $"{Allowed($"{Setting("hidden", "[]")} for a dense head")}.";
        if (shape.IsPicture && latent != Size(shape))
            yield return $"A {What("spatial code")} of this network has {Got(Size(shape))} dimensions, not {latent}; " +
                $"{Allowed($"omit latent or give a dense head ({Setting("hidden", "[]")})")}.";
    }

    /// <summary>Adds the layers from rows of pictures to rows of the last feature maps.</summary>
    public void Down(LayerStack stack, DataShape input)
    {
        stack.ToPictures(input);
        for (var level = 0; level < Channels.Count; level++)
        {
            var hidden = CodeIsMaps && level == Channels.Count - 1 ? new HiddenLayers(Hidden.Activation) : Hidden;
            stack.Convolve(Channels[level], Kernel, Downsampling == Downsampling.Stride ? 2 : 1, hidden.HasBias);
            if (Blocks == 0) stack.Activate(hidden);
            if (Downsampling == Downsampling.Pool) stack.Pool();
            AddBlocks(stack, hidden);
            stack.Drop(hidden);
        }

        stack.ToRows();
    }

    /// <summary>Adds the layers from rows of the last feature maps to rows of pictures.</summary>
    public void Up(LayerStack stack, DataShape output)
    {
        var sizes = Sizes(output);
        stack.ToPictures(new DataShape(Channels[^1], sizes[^1].Height, sizes[^1].Width));
        for (var level = Channels.Count - 1; level >= 0; level--)
        {
            AddBlocks(stack, Hidden);
            if (Blocks > 0) stack.Drop(Hidden);
            stack.ConvolveTransposed(new DataShape(Channels[level], sizes[level].Height, sizes[level].Width), Kernel, Hidden.HasBias);

            // Blocks begin with their own activation.
            if (Blocks == 0 || level == 0) stack.Activate(Hidden).Drop(Hidden);
        }

        stack.Convolve(output.Channels, Kernel, stride: 1).ToRows();
    }

    /// <summary>Adds the blocks of a level and the activation after them.</summary>
    /// <param name="stack">The destination.</param>
    /// <param name="behind">The operations after the blocks; inside them it is always <see cref="Hidden"/>.</param>
    private void AddBlocks(LayerStack stack, HiddenLayers behind)
    {
        if (Blocks == 0) return;
        var channels = stack.Shape.Channels;
        for (var block = 0; block < Blocks; block++)
        {
            stack.Residual(
                branch => branch
                    .Activate(Hidden).Convolve(channels, Kernel, 1, Hidden.HasBias)
                    .Activate(Hidden).Drop(Hidden).Convolve(channels, Kernel, 1, behind.HasBias),
                Gain);
        }

        stack.Activate(behind);
    }

    private List<(int Height, int Width)> Sizes(DataShape shape)
    {
        List<(int Height, int Width)> sizes = [(shape.Height, shape.Width)];
        foreach (var _ in Channels) sizes.Add(((sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        return sizes;
    }
}
