using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The shapes and bodies of an encoder and a decoder, without weights.</summary>
/// <param name="Shape">The shape of one example.</param>
/// <param name="Latent">Dimensions of the latent space.</param>
/// <param name="Encoder">The body that reads an example.</param>
/// <param name="Decoder">The body, mirrored, that writes one.</param>
/// <param name="Condition">The condition of both, or null.</param>
public sealed record Networks(DataShape Shape, int Latent, NetworkSpec Encoder, NetworkSpec Decoder, Condition? Condition = null)
{
    /// <summary>Fully connected networks, for any data.</summary>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="hidden">Widths from the input towards the code; empty for one layer.</param>
    /// <param name="latent">Dimensions of the latent space; 1 to shape.Size.</param>
    /// <param name="activation">Non-linearity of the hidden layers.</param>
    /// <param name="initialization">How weights are drawn.</param>
    /// <param name="normalization">Normalisation of the hidden layers.</param>
    /// <param name="dropout">Fraction of each hidden layer that is set to 0 in each training step; 0 to below 1.</param>
    public static Networks Dense(
        DataShape shape,
        ValueList<int> hidden,
        int latent,
        Activation activation = Activation.Relu,
        Initialization initialization = Initialization.Glorot,
        Normalization normalization = Normalization.None,
        double dropout = 0)
    {
        var body = new DenseSpec(hidden, activation, initialization, normalization, dropout);
        return new Networks(shape, latent, body, body);
    }

    /// <summary>Convolutional networks, for pictures, with dense layers around the code.</summary>
    /// <param name="shape">The shape of one picture.</param>
    /// <param name="channels">Feature maps at each level; each halves height and width.</param>
    /// <param name="latent">Dimensions of the latent space; 1 to shape.Size.</param>
    /// <param name="hidden">Widths of the encoder's dense layers before the code.</param>
    /// <param name="activation">Non-linearity of the hidden layers.</param>
    /// <param name="normalization">Normalisation of the hidden layers.</param>
    /// <param name="dropout">Fraction of each hidden layer that is set to 0 in each training step; 0 to below 1.</param>
    public static Networks Conv(
        DataShape shape,
        ValueList<int> channels,
        int latent,
        ValueList<int>? hidden = null,
        Activation activation = Activation.Relu,
        Normalization normalization = Normalization.None,
        double dropout = 0)
    {
        var body = new ConvSpec(channels, hidden ?? [], Activation: activation, Normalization: normalization, Dropout: dropout);
        return new Networks(shape, latent, body, body);
    }

    /// <summary>Recurrent networks, for series: shapes 1 x steps x features.</summary>
    /// <param name="shape">The shape of one series; pictures are read row by row.</param>
    /// <param name="latent">Dimensions of the latent space; 1 to shape.Size.</param>
    /// <param name="cell">The recurrent cell.</param>
    /// <param name="units">Width of each layer.</param>
    /// <param name="layers">Number of stacked layers.</param>
    /// <param name="initialization">How weights are drawn.</param>
    public static Networks Recurrent(
        DataShape shape,
        int latent,
        RecurrentCell cell = RecurrentCell.Lstm,
        int units = 128,
        int layers = 1,
        Initialization initialization = Initialization.Glorot)
    {
        var body = new RecurrentSpec(cell, units, layers, initialization);
        return new Networks(shape, latent, body, body);
    }

    /// <summary>Convolutional networks whose last feature maps are the code: a spatial code that may be larger than the input.</summary>
    /// <param name="shape">The shape of one picture.</param>
    /// <param name="channels">Feature maps at each level; each halves height and width.</param>
    /// <param name="downsampling">Max-pooling or stride.</param>
    public static Networks SpatialConv(DataShape shape, ValueList<int> channels, Downsampling downsampling = Downsampling.Pool)
    {
        var body = new ConvSpec(channels, Hidden: null, Downsampling: downsampling);
        return new Networks(shape, body.SpatialSize(shape), body, body);
    }

    /// <summary>Networks with residual blocks: convolutions for pictures, dense layers for rows.</summary>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="latent">Dimensions of the latent space; 1 to shape.Size.</param>
    /// <param name="channels">Feature maps at each level of convolutions; null for [32, 64] (pictures) or none (rows).</param>
    /// <param name="hidden">Widths of the dense layers that follow; null for none (pictures) or [512] (rows).</param>
    /// <param name="blocks">Residual blocks after each level and each dense layer; at least 1.</param>
    /// <param name="activation">The non-linearity.</param>
    /// <param name="normalization">Normalisation of the hidden layers.</param>
    /// <param name="dropout">Fraction of each hidden layer that is set to 0 in each training step; 0 to below 1.</param>
    public static Networks Residual(
        DataShape shape,
        int latent,
        ValueList<int>? channels = null,
        ValueList<int>? hidden = null,
        int blocks = 1,
        Activation activation = Activation.Relu,
        Normalization normalization = Normalization.None,
        double dropout = 0)
    {
        channels ??= shape.IsPicture ? ConvLevels.Declared.Defaults.Channels : [];
        hidden ??= channels.Count > 0 ? [] : [512];
        var body = new ResidualSpec(channels, hidden, blocks, Activation: activation, Normalization: normalization, Dropout: dropout);
        return new Networks(shape, latent, body, body);
    }

    /// <summary>
    /// Custom modules: classes that derive from TorchSharp's <c>nn.Module&lt;Tensor, Tensor&gt;</c> and have a public constructor
    /// (DataShape shape, int numbers). To combine one of them with a built-in body, set <see cref="Encoder"/> or <see cref="Decoder"/> of other
    /// networks to a <see cref="ModuleSpec"/>.
    /// </summary>
    /// <typeparam name="TEncoder">Maps rows [batch, shape.Size] to [batch, numbers].</typeparam>
    /// <typeparam name="TDecoder">Maps rows [batch, numbers] to [batch, shape.Size].</typeparam>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="latent">Dimensions of the latent space; 1 to shape.Size.</param>
    public static Networks Custom<TEncoder, TDecoder>(DataShape shape, int latent)
        where TEncoder : nn.Module<Tensor, Tensor>
        where TDecoder : nn.Module<Tensor, Tensor> =>
        new(shape, latent, ModuleSpec.Of<TEncoder>(), ModuleSpec.Of<TDecoder>());

    /// <summary>Number of feature maps of the code; null if it comes from dense or recurrent layers.</summary>
    internal int? CodeMaps => Encoder switch
    {
        ConvSpec { Hidden: null, Channels: { Count: > 0 } channels } => channels[^1],
        ResidualSpec { Hidden: null, Channels: { Count: > 0 } channels } => channels[^1],
        _ => null,
    };

    /// <summary>Whether encoder or decoder is normalised over the batch, so that an example's result depends on the other examples.</summary>
    internal bool AnyOverBatch => (Encoder is PartialRowsSpec partial ? partial.Body : Encoder) is IHiddenLayers { Normalization: Normalization.Batch } ||
        Decoder is IHiddenLayers { Normalization: Normalization.Batch };

    /// <summary>The shape of the encoder's input: an example and its condition.</summary>
    internal DataShape Seen => Condition is null ? Shape : Encoder.WithCondition(Shape, Condition.Numbers);

    /// <summary>Numbers per row of the decoder's input: a latent vector and the condition.</summary>
    internal int DecoderInputs => Latent + (Condition?.Numbers ?? 0);

    /// <summary>Lists what does not fit, one sentence per violation.</summary>
    /// <param name="outputs">Number of outputs of the encoder.</param>
    public IEnumerable<MessageText> Violations(int outputs)
    {
        if (Latent < 1)
            yield return $"The {What("latent size")} is {Got(Latent)}; it must be {Allowed($"at least 1 (and at most {Shape.Size}, the size of an example)")}.";
        else if (Latent > Shape.Size && CodeMaps is null)
            yield return $"The {What("latent size")} is {Got(Latent)}, above the {Shape.Size} numbers of an example; give {Allowed($"1 to {Shape.Size}")}.";
        foreach (var violation in Encoder.Violations(Shape, Latent, outputs).Union(Decoder.Violations(Shape, Latent, Latent)))
            yield return violation;
    }
}
