using System.Reflection;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Samplers;

/// <summary>A sampler of the catalog: its description, its options, and how the options become a value.</summary>
public sealed record SamplerKind
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>One line: the distribution that latent vectors are drawn from.</summary>
    public required string Summary { get; init; }

    /// <summary>The codes that it supports, in words.</summary>
    public required string Codes { get; init; }

    /// <summary>The options.</summary>
    public ValueList<Parameter> Parameters { get; init; } = [];

    /// <summary>Creates the sampler from checked options.</summary>
    public required Func<SettingValues, Sampler> Create { get; init; }

    /// <summary>The stable name on the command line.</summary>
    public string Name => Default.Name;

    /// <summary>The sampler with default options.</summary>
    public Sampler Default => Read(Nothing);

    /// <summary>Its source; null for the prior, which belongs to the model, and for N(0, I).</summary>
    public Paper? Paper => Default.GetType().GetCustomAttribute<CitesAttribute>()?.Paper;

    /// <summary>Checks options given by name and creates the sampler.</summary>
    /// <exception cref="UsageException">A name is unknown or a value out of range.</exception>
    public Sampler Read(IReadOnlyDictionary<string, string> values)
    {
        if (values.Count > 0 && Parameters.Count == 0)
            throw new UsageException($"The {What("sampler")} '{Name}' has {Allowed("no options")}, but " +
                $"{Got(string.Join(", ", values.Keys))} was given; omit it.");
        return Create(new SettingValues(values, Parameters, values.Count == 0 ? "a sampler" : $"the sampler '{Name}'"));
    }
}
