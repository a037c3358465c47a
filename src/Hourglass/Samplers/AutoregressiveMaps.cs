using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Samplers;

/// <summary>The number of autoregressive maps of a sampler and the widths of their networks.</summary>
/// <param name="Count">Number of maps; at least 1.</param>
/// <param name="Hidden">Widths of each map's hidden layers.</param>
public sealed record AutoregressiveMaps(int Count, ValueList<int> Hidden)
{
    internal static readonly IntegerParameter CountOption = new("maps", 5, 1, 1000, "number of autoregressive flow steps");
    internal static readonly IntegersParameter HiddenOption = new("hidden", [128], "widths of the hidden layers in the network of each step");

    /// <summary>Five maps of one hidden layer of 128 units.</summary>
    public static AutoregressiveMaps Usual { get; } = new((int)CountOption.Default!, HiddenOption.Default!);

    internal static AutoregressiveMaps Read(SettingValues values) => new((int)values.Get(CountOption)!, values.Get(HiddenOption)!);

    /// <summary>Rejects a latent space of one dimension, where no other dimension can condition the map.</summary>
    internal static IEnumerable<string> Violations(Sampler sampler, Blueprint blueprint)
    {
        if (blueprint.Networks.Latent == 1)
            yield return $"The sampler '{sampler.Name}' transforms each dimension conditioned on those before it, and would be a single Gaussian in the one " +
                $"latent dimension of the model '{blueprint.Model}'; use the sampler mixture or two-stage.";
    }

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    internal IEnumerable<string> Violations()
    {
        if (Count < 1) yield return $"The sampler has {Count} autoregressive maps; give at least 1.";
        foreach (var width in Hidden.Where(width => width < 1)) yield return $"A hidden layer of the sampler has {width} units; each needs at least 1.";
    }
}
