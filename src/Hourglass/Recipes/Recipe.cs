using System.Reflection;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass;

/// <summary>A model of the catalog: its purpose, its options, and how its blueprint is created.</summary>
public sealed record Recipe
{
    /// <summary>The stable name on the command line.</summary>
    public required string Id { get; init; }

    /// <summary>The group it is listed in.</summary>
    public required Family Family { get; init; }

    /// <summary>Its purpose, in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>The objective that is minimised, in plain text.</summary>
    public required string Objective { get; init; }

    /// <summary>Its source.</summary>
    public required Paper Paper { get; init; }

    /// <summary>The bodies it supports, of which the first is the default; null for all bodies, with fully connected layers as the default.</summary>
    public ValueList<NetworkKind>? Networks { get; init; }

    /// <summary>The data that it can be trained on.</summary>
    public DataDemand Data { get; init; } = DataDemand.Any;

    /// <summary>Its own parameters, in addition to those of networks, training and data.</summary>
    public ValueList<Parameter> Parameters { get; init; } = [];

    /// <summary>The default latent size; smaller if it exceeds a quarter of the input.</summary>
    public int Latent { get; init; } = 16;

    /// <summary>The smallest latent size that it chooses by default.</summary>
    public int LeastLatent { get; init; } = 1;

    /// <summary>Default widths of the dense networks' hidden layers.</summary>
    public ValueList<int> Hidden { get; init; } = [512];

    /// <summary>Creates the blueprint from its own options and those of networks.</summary>
    public required Func<RecipeSettings, Blueprint> Create { get; init; }

    /// <summary>The options of encoder, decoder and loss that it supports.</summary>
    public IReadOnlyList<Parameter> NetworkOptions { get; init; } = NetworkParameters.All;

    /// <summary>The options of training that it supports.</summary>
    public IReadOnlyList<Parameter> TrainingOptions { get; init; } = TrainingParameters.All;

    /// <summary>All parameters by group: its own first, then the shared ones.</summary>
    public IEnumerable<ParameterGroup> ParameterGroups =>
    [
        new("model", Parameters),
        new("networks and loss", [.. LossParameters.WithOptions(NetworkOptions).Select(Fitted)]),
        new("training", TrainingOptions),
        new("data", DataParameters.All),
    ];

    /// <summary>All parameters.</summary>
    public IEnumerable<Parameter> AllParameters => ParameterGroups.SelectMany(group => group.Parameters);

    /// <summary>Checks options given by name.</summary>
    /// <exception cref="UsageException">A name is unknown or a value out of range.</exception>
    public SettingValues Read(IReadOnlyDictionary<string, string> values) => new(values, AllParameters, $"the model '{Id}'");

    /// <summary>The model for data with these traits and options.</summary>
    /// <exception cref="UsageException">The model does not support the network, or cannot be trained on such data.</exception>
    public Blueprint ToBlueprint(SettingValues settings, DataTraits data)
    {
        MessageText[] violations = [.. Violations(settings.Get(NetworkParameters.Network), data), .. data.Columns is null ? OnTablesOnly(settings) : []];
        if (violations.Length > 0) throw new UsageException(violations);
        var decoder = settings.Get(NetworkParameters.Decoder);
        if (data.Columns is not { } columns) return Made(decoder);
        var canBeOrdered = decoder == DecoderKind.Ordered || (decoder == DecoderKind.Auto && columns.All(column => column is LevelsBlock));
        var ordered = canBeOrdered ? Made(DecoderKind.Ordered) : null;
        var made = decoder == DecoderKind.Ordered || ordered is { IsInOrder: true } ? ordered! : Made(DecoderKind.Independent);
        return NetworkParameters.Hiding(settings, columns, made);

        Blueprint Made(DecoderKind kind) =>
            Create(new RecipeSettings(this, settings, data, kind)) with { Binarization = settings.Get(NetworkParameters.Binarize) };
    }

    /// <summary>How it is trained, as the options say.</summary>
    public TrainingOptions ToTrainingOptions(SettingValues settings) => TrainingParameters.Read(settings);

    /// <summary>The assembly that is searched for its own parts.</summary>
    internal Assembly Assembly => Create.Method.Module.Assembly;

    private Parameter Fitted(Parameter parameter) => parameter switch
    {
        ChoiceParameter<NetworkKind> network when Networks is [var first, ..] => network with { Default = first },
        IntegerParameter { Name: "latent" } latent => latent with { DerivedDefault = $"{Latent}, at most a quarter of the input" },
        IntegersParameter { Name: "hidden" } hidden => hidden with { DerivedDefault = HiddenText },
        _ => parameter,
    };

    private string HiddenText => Hidden.Count > 0
        ? $"[{string.Join(',', Hidden)}] (dense, gated, residual on rows), [] (conv, residual on images)"
        : "[] (dense, gated, conv, residual on images), [512] (residual on rows)";

    private static IEnumerable<MessageText> OnTablesOnly(SettingValues settings) =>
        from parameter in NetworkParameters.OfTables.Concat(DataParameters.OfTables)
        where settings.Has(parameter)
        select (MessageText)$"{What(parameter.Name)} is {Got("given")}, but it is about the columns of a table, and this data is none; {Allowed($"omit {parameter.Name}")}.";

    private IEnumerable<MessageText> Violations(NetworkKind network, DataTraits data)
    {
        if (Networks is { } bodies && !bodies.Contains(network))
            yield return $"The model '{What(Id)}' cannot have network={Got(network.ToString().ToLowerInvariant())}; give " +
                $"{Allowed(string.Join(" or ", bodies).ToLowerInvariant())}.";
        var missing = Data switch
        {
            DataDemand.Pictures when !data.Shape.IsPicture => "images",
            DataDemand.Series when !data.Shape.IsPicture => "series (examples of steps x features)",
            DataDemand.Labels when data.Classes == 0 => "examples with labels",
            DataDemand.Conditions when data is { Classes: 0, Conditions: 0 } =>
                $"examples with labels or side columns ({(data.Columns is null ? "the array 'conditions' of an .npz file" : "columns of the table")})",
            _ => null,
        };
        if (missing is not null)
            yield return $"The model '{What(Id)}' needs {Allowed(missing)}, but this data has {Got(data.Shape.IsPicture ? "images" : "rows of numbers")} of " +
                $"shape {data.Shape}{(data.Classes == 0 ? " without labels" : "")}; choose other data or another model.";
    }
}
