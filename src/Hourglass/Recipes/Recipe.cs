using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>A model of the catalog: what it is for, what a person can set, and how its blueprint is made.</summary>
public sealed record Recipe
{
    /// <summary>The stable name on the command line.</summary>
    public required string Id { get; init; }

    /// <summary>The group it is listed in.</summary>
    public required Family Family { get; init; }

    /// <summary>One line: what it is for.</summary>
    public required string Summary { get; init; }

    /// <summary>What is minimised, in plain text.</summary>
    public required string Objective { get; init; }

    /// <summary>Where it comes from.</summary>
    public required Paper Paper { get; init; }

    /// <summary>Its own parameters, beside those of networks, training and data.</summary>
    public ValueList<Parameter> Parameters { get; init; } = [];

    /// <summary>Makes the blueprint from its own and the networks' options.</summary>
    public required Func<SettingValues, DataTraits, Blueprint> Create { get; init; }

    /// <summary>Everything that can be set: its own parameters, then the shared ones.</summary>
    public IEnumerable<Parameter> AllParameters =>
        [.. Parameters, .. NetworkParameters.All, .. TrainingParameters.All, .. DataParameters.All];

    /// <summary>Checks options given by name.</summary>
    /// <exception cref="UsageException">A name is unknown or a value out of range.</exception>
    public SettingValues Read(IReadOnlyDictionary<string, string> values) => new(values, AllParameters, $"the model '{Id}'");

    /// <summary>The model for data of these traits, as the options describe it.</summary>
    public Blueprint ToBlueprint(SettingValues settings, DataTraits data) =>
        Create(settings, data) with { Binarization = settings.Get(NetworkParameters.Binarize) };
}
