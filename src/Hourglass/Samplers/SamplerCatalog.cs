using System.Reflection;
using Hourglass.Settings;

namespace Hourglass.Samplers;

/// <summary>All samplers: the prior and N(0, I), then the others in the order of their papers' years.</summary>
public static class SamplerCatalog
{
    /// <summary>Every sampler: the types that derive from <see cref="Sampler"/> and declare their kind in a static field.</summary>
    public static IReadOnlyList<SamplerKind> All { get; } =
    [
        .. typeof(Sampler).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(Sampler)))
            .Select(type => type.GetField("Kind", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null))
            .OfType<SamplerKind>()
            .OrderBy(kind => kind.Paper?.Year ?? 0)
            .ThenBy(kind => kind.Name, StringComparer.Ordinal),
    ];

    /// <summary>The sampler of this name.</summary>
    /// <exception cref="UsageException">There is no such sampler; the message suggests the nearest name.</exception>
    public static SamplerKind Find(string name) => All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal))
        ?? throw new UsageException($"There is no {What("sampler")} '{Got(name)}'; {Nearest.Hint(name, All.Select(kind => kind.Name))}choose from " +
            $"{Allowed(string.Join(", ", All.Select(kind => kind.Name)))}.");

    /// <summary>The samplers that can draw latent vectors of a model.</summary>
    public static IEnumerable<SamplerKind> Fitting(Blueprint blueprint) => All.Where(kind => !kind.Default.Violations(blueprint).Any());
}
