using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of encoder, decoder and loss that every gradient-trained recipe shares.</summary>
internal static class NetworkParameters
{
    public static readonly ChoiceParameter<NetworkKind> Network = new("network", NetworkKind.Dense, "network architecture of encoder and decoder");

    public static readonly IntegersParameter Hidden = new("hidden", null, "widths of the hidden dense layers, from the input to the code",
        "[512] (dense, gated, residual on rows), [] (conv, residual on images)");

    public static readonly IntegersParameter Channels = ConvLevels.Declared.Of<IntegersParameter>(nameof(ConvLevels.Channels));

    public static readonly IntegerParameter Blocks = ResidualSpec.Declared.Of<IntegerParameter>(nameof(ResidualSpec.Blocks));

    public static readonly ChoiceParameter<Downsampling> Downsampling =
        ConvLevels.Declared.Of<ChoiceParameter<Downsampling>>(nameof(ConvLevels.Downsampling));

    public static readonly IntegerParameter Kernel = ConvLevels.Declared.Of<IntegerParameter>(nameof(ConvLevels.Kernel));

    public static readonly ChoiceParameter<ConvHead> Head = new("head", ConvHead.Dense,
        "what follows the convolutions of the encoder: dense layers, or nothing, so that the feature maps are the code (spatial)");

    public static readonly ChoiceParameter<RecurrentCell> Cell = RecurrentSpec.Declared.Of<ChoiceParameter<RecurrentCell>>(nameof(RecurrentSpec.Cell));

    public static readonly IntegerParameter Units = RecurrentSpec.Declared.Of<IntegerParameter>(nameof(RecurrentSpec.Units));

    public static readonly IntegerParameter Layers = RecurrentSpec.Declared.Of<IntegerParameter>(nameof(RecurrentSpec.Layers));

    public static readonly ChoiceParameter<Activation> Activation = HiddenLayers.Declared.Of<ChoiceParameter<Activation>>(nameof(HiddenLayers.Activation));

    public static readonly ChoiceParameter<Initialization> Init = new("init", Initialization.Glorot, "weight initialisation");

    public static readonly ChoiceParameter<Normalization> Normalization =
        HiddenLayers.Declared.Of<ChoiceParameter<Normalization>>(nameof(HiddenLayers.Normalization));

    public static readonly NumberParameter Dropout = HiddenLayers.Declared.Of<NumberParameter>(nameof(HiddenLayers.Dropout));

    public static readonly ChoiceParameter<DecoderKind> Decoder = new("decoder", DecoderKind.Auto,
        "how the columns of a table are decoded: each given those before it (ordered), or independently given the code; auto is ordered where the model " +
        "supports it and all columns are levels");

    public static readonly IntegerParameter Latent = new("latent", null, 1, int.MaxValue, "dimensions of the latent space",
        "that of the model, at most a quarter of the input");

    public static readonly ChoiceParameter<Binarization> Binarize = new("binarize", Binarization.None,
        "binarise grey values at random: anew at every use (dynamic) or once (static)");

    /// <summary>The options that are about the columns of a table, besides the decoder.</summary>
    public static IReadOnlyList<Parameter> OfTables { get; } = [.. OrderedSpec.Declared.Parameters, .. Completion.Declared.Parameters];

    public static IReadOnlyList<Parameter> All { get; } =
        [Network, Hidden, Channels, Blocks, Downsampling, Kernel, Head, Cell, Units, Layers, Activation, Normalization, Dropout, Init, Decoder,
            .. OfTables, Latent, LossParameters.Loss, Binarize];

    /// <summary>The networks that the options describe.</summary>
    /// <param name="settings">The options.</param>
    /// <param name="shape">The data's shape.</param>
    /// <param name="size">The latent size, which only a code of feature maps may change.</param>
    /// <param name="hidden">The recipe's own default of the dense network's hidden layers.</param>
    public static Networks Read(SettingValues settings, DataShape shape, int size, ValueList<int> hidden)
    {
        var activation = settings.Get(Activation);
        switch (settings.Get(Network))
        {
            case NetworkKind.Dense:
                return Networks.Dense(shape, settings.Get(Hidden) ?? hidden, size, activation, settings.Get(Init), settings.Get(Normalization),
                    settings.Get(Dropout));
            case NetworkKind.Gated:
                return ReadGated(settings, shape, size, hidden);
            case NetworkKind.Residual:
                return ReadResidual(settings, shape, size, hidden);
            case NetworkKind.Recurrent:
                if (settings.Get(Normalization) != Hourglass.Normalization.None || settings.Get(Dropout) > 0)
                    throw new UsageException($"{What("Recurrent networks")} support neither normalization nor dropout; " +
                        $"{Allowed("omit both, or use another network")}.");
                return Networks.Recurrent(shape, size, settings.Get(Cell), (int)settings.Get(Units)!, (int)settings.Get(Layers)!, settings.Get(Init));
        }

        var spatial = settings.Get(Head) == ConvHead.Spatial;
        var body = new ConvSpec(
            settings.Get(Channels) ?? [],
            spatial ? null : settings.Get(Hidden) ?? [],
            (int)settings.Get(Kernel)!,
            settings.Get(Downsampling),
            activation,
            settings.Get(Init),
            settings.Get(Normalization),
            settings.Get(Dropout));
        return new Networks(shape, spatial && !settings.Has(Latent) ? body.SpatialSize(shape) : size, body, body);
    }

    /// <summary>The same networks with the decoder that a table needs.</summary>
    /// <exception cref="UsageException">The data has no columns to be decoded in order.</exception>
    public static Networks WithDecoder(DecoderKind kind, SettingValues settings, DataTraits data, Networks networks)
    {
        if (kind != DecoderKind.Ordered) return networks;
        if (data.Columns?.All(column => column is LevelsBlock) == false)
            throw new UsageException($"{What(Decoder.Name)} is {Got("ordered")}, but the numbers of the table have densities, which are decoded independently; give " +
                $"{Allowed($"{Setting(DataParameters.Numbers.Name, "levels")} or {Setting(Decoder.Name, "independent")}")}.");
        return data.Columns is { } columns
            ? networks with { Decoder = OrderedSpec.Declared.Read(settings) with { Columns = [.. columns.Cast<LevelsBlock>()] } }
            : throw new UsageException($"{What(Decoder.Name)} is {Got("ordered")}, but this data is no table, so it has no columns; " +
                $"{Allowed($"omit {Decoder.Name}")}.");
    }

    /// <summary>
    /// The same model, trained to do without some cells of a row: a decoder of columns in order learns to fill them, an encoder of other models to give a code
    /// without them.
    /// </summary>
    public static Blueprint Hiding(SettingValues settings, ValueList<ColumnBlock> columns, Blueprint blueprint)
    {
        var completion = Completion.Declared.Read(settings);
        var isTrained = completion.Most > 0 && blueprint.IsTrainedInOnePhase;
        if (blueprint.Networks.Decoder is OrderedSpec ordered)
        {
            return isTrained
                ? blueprint.WithDecoderTerm(completion)
                : blueprint with { Networks = blueprint.Networks with { Decoder = ordered with { ContextNetworks = 0 } } };
        }

        if (!isTrained) return blueprint;
        return blueprint.Networks is { Encoder: LayeredSpec body, Decoder: not TiedSpec } networks
            ? blueprint with { Networks = networks with { Encoder = new PartialRowsSpec(body, [.. columns.Select(column => column.Width)], completion.Most) } }
            : blueprint;
    }

    private static Networks ReadGated(SettingValues settings, DataShape shape, int size, ValueList<int> hidden)
    {
        if (settings.Get(Normalization) != Hourglass.Normalization.None || settings.Get(Dropout) > 0)
            throw new UsageException($"{What("Gated networks")} support neither normalization nor dropout; {Allowed("omit both, or use another network")}.");
        var body = new GatedSpec(settings.Get(Hidden) ?? hidden, settings.Has(Activation) ? settings.Get(Activation) : Hourglass.Activation.Linear,
            settings.Get(Init));
        return new Networks(shape, size, body, body);
    }

    private static Networks ReadResidual(SettingValues settings, DataShape shape, int size, ValueList<int> hidden)
    {
        var channels = shape.IsPicture ? settings.Get(Channels) ?? [] : [];
        var spatial = channels.Count > 0 && settings.Get(Head) == ConvHead.Spatial;
        ValueList<int> dense = channels.Count > 0 ? [] : hidden.Count > 0 ? hidden : [512];
        var body = new ResidualSpec(
            channels,
            spatial ? null : settings.Get(Hidden) ?? dense,
            (int)settings.Get(Blocks)!,
            (int)settings.Get(Kernel)!,
            settings.Get(Downsampling),
            settings.Get(Activation),
            settings.Get(Init),
            settings.Get(Normalization),
            settings.Get(Dropout));
        return new Networks(shape, spatial && !settings.Has(Latent) ? body.SpatialSize(shape) : size, body, body);
    }
}
