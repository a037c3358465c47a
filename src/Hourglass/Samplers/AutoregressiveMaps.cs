using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Samplers;

/// <summary>How many autoregressive maps a sampler has, and how wide their networks are.</summary>
/// <param name="Count">Maps one after the other; at least 1.</param>
/// <param name="Hidden">Widths of each map's hidden layers.</param>
public sealed record AutoregressiveMaps(int Count, ValueList<int> Hidden)
{
    internal static readonly IntegerParameter CountOption = new("maps", 5, 1, 1000, "number of autoregressive flow steps");
    internal static readonly IntegersParameter HiddenOption = new("hidden", [128], "widths of the hidden layers in the network of each step");

    /// <summary>Five maps of one hidden layer of 128 units.</summary>
    public static AutoregressiveMaps Usual { get; } = new((int)CountOption.Default!, HiddenOption.Default!);

    internal static AutoregressiveMaps Read(SettingValues values) => new((int)values.Get(CountOption)!, values.Get(HiddenOption)!);

    /// <summary>Refuses a latent space of one dimension, which no other tells how to bend.</summary>
    internal static IEnumerable<string> Violations(Sampler sampler, Blueprint blueprint)
    {
        if (blueprint.Networks.Latent == 1)
            yield return $"The sampler '{sampler.Name}' bends each dimension by those before it, and would be one Gaussian in the one latent dimension of the model '{blueprint.Model}'; take the sampler mixture or two-stage.";
    }

    /// <summary>Lists what is out of range, one sentence a violation.</summary>
    internal IEnumerable<string> Violations()
    {
        if (Count < 1) yield return $"The sampler has {Count} autoregressive maps; give at least 1.";
        foreach (var width in Hidden.Where(width => width < 1)) yield return $"A hidden layer of the sampler has {width} units; each needs at least 1.";
    }
}
