using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Convolutions that halve the picture once a level, for any size and 1 to 3 channels; the decoder mirrors them with transposed
/// convolutions and ends in one plain convolution.
/// </summary>
/// <param name="Channels">Feature maps at each level, from the picture towards the code; every level halves height and width (rounding up).</param>
/// <param name="Hidden">Widths of the encoder's dense layers between the last feature maps and the code (the decoder goes from the code to the feature maps at once). Null: the last feature maps themselves are the code
/// (a spatial code of channels x height x width numbers), which needs a deterministic code.</param>
/// <param name="Kernel">Side of the square kernels; odd.</param>
/// <param name="Downsampling">Strided convolution or max-pooling.</param>
/// <param name="Activation">Non-linearity after each layer but the last.</param>
/// <param name="Initialization">How weights are drawn.</param>
public sealed record ConvSpec(
    ValueList<int> Channels,
    ValueList<int>? Hidden,
    int Kernel = 3,
    Downsampling Downsampling = Downsampling.Stride,
    Activation Activation = Activation.Relu,
    Initialization Initialization = Initialization.Glorot) : NetworkSpec
{
    /// <summary>How many numbers the last feature maps of a picture of this shape have.</summary>
    public int SpatialSize(DataShape shape)
    {
        if (Channels.Count == 0) return shape.Size;
        var (height, width) = Sizes(shape)[^1];
        return Channels[^1] * height * width;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Violations(DataShape shape, int latent, int outputs)
    {
        if (!shape.IsPicture)
            yield return $"A convolutional network needs pictures, and this data has rows of {shape.Size} numbers; use network=dense.";
        if (Channels.Count == 0)
            yield return "A convolutional network needs at least one level; give channels such as [32,64].";
        if (Kernel < 1 || Kernel % 2 == 0)
            yield return $"The kernel is {Kernel}; it must be odd and at least 1, such as 3.";
        foreach (var width in Channels.Concat(Hidden ?? []).Where(width => width < 1))
            yield return $"A layer has {width} units or channels; each needs at least 1.";
        if (Hidden is null && Channels.Count > 0 && outputs != latent)
            yield return "A spatial code is deterministic, and this model's code is a distribution; give hidden=[] for a dense head.";
        if (Hidden is null && Channels.Count > 0 && shape.IsPicture && latent != SpatialSize(shape))
            yield return $"A spatial code of this network has {SpatialSize(shape)} dimensions and not {latent}; leave latent away or give a dense head (hidden=[]).";
    }

    /// <summary>A plane a number, of that value everywhere.</summary>
    public override DataShape WithCondition(DataShape shape, int numbers) => shape with { Channels = shape.Channels + numbers };

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random)
    {
        var stack = new LayerStack(Initialization, random).ToPictures(input.Channels, input.Height, input.Width);
        var channels = input.Channels;
        foreach (var next in Channels)
        {
            stack.Conv(channels, next, Kernel, Downsampling == Downsampling.Stride ? 2 : 1).Activate(Activation);
            if (Downsampling == Downsampling.Pool) stack.Pool();
            channels = next;
        }

        stack.ToRows();
        if (Hidden is null) return stack.Build();
        var width = SpatialSize(input);
        foreach (var next in Hidden)
        {
            stack.Dense(width, next).Activate(Activation);
            width = next;
        }

        return stack.Dense(width, outputs).Build();
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random)
    {
        var stack = new LayerStack(Initialization, random);
        var sizes = Sizes(output);
        if (Hidden is not null) stack.Dense(inputs, SpatialSize(output)).Activate(Activation);
        var channels = Channels[^1];
        stack.ToPictures(channels, sizes[^1].Height, sizes[^1].Width);
        for (var level = Channels.Count - 1; level >= 0; level--)
        {
            stack.ConvTranspose(channels, Channels[level], Kernel, sizes[level + 1], sizes[level]).Activate(Activation);
            channels = Channels[level];
        }

        return stack.Conv(channels, output.Channels, Kernel, stride: 1).ToRows().Build();
    }

    private List<(int Height, int Width)> Sizes(DataShape shape)
    {
        List<(int Height, int Width)> sizes = [(shape.Height, shape.Width)];
        foreach (var _ in Channels) sizes.Add(((sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        return sizes;
    }
}
