using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Samplers;

/// <summary>The number of autoregressive maps of a sampler and the widths of their networks.</summary>
/// <param name="Count">Number of maps.</param>
/// <param name="Hidden">Widths of each map's hidden layers.</param>
public sealed record AutoregressiveMaps(
    [property: Setting("number of autoregressive maps", Name = "maps", Least = 1, Most = 1000)]
    int Count,
    [property: Setting("widths of the hidden layers in the network of each map")]
    ValueList<int> Hidden)
{
    internal static OptionSet<AutoregressiveMaps> Declared { get; } = new(() => new AutoregressiveMaps(5, [128]));

    /// <summary>Five maps of one hidden layer of 128 units.</summary>
    public static AutoregressiveMaps Usual => Declared.Defaults;

    /// <summary>Rejects a latent space of one dimension, where no other dimension can condition the map.</summary>
    internal static IEnumerable<MessageText> Violations(Sampler sampler, Blueprint blueprint)
    {
        if (blueprint.Networks.Latent == 1)
            yield return $"The sampler '{What(sampler.Name)}' transforms each dimension conditioned on those before it, and would be a single Gaussian in " +
                $"the one latent dimension of the model '{Got(blueprint.Model)}'; use {Allowed("the sampler mixture or two-stage")}.";
    }

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    internal IEnumerable<MessageText> Violations() => Declared.Violations(this);
}
