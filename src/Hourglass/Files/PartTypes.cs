using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hourglass.Files;

/// <summary>
/// How parts of a blueprint are told apart in JSON: each part of a kind (<see cref="PartKindAttribute"/>) is found by reflection and goes by its type's name
/// in kebab case without "Spec" or "Sampler", so that a new part is its own file and nothing else.
/// </summary>
/// <param name="assemblies">Where parts are looked for.</param>
internal sealed class PartTypes(IReadOnlyList<Assembly> assemblies)
{
    private static readonly string[] Endings = ["Spec", "Sampler"];

    /// <summary>Adds the names to what the serializer knows of a kind of part.</summary>
    public void Describe(JsonTypeInfo info)
    {
        if (!info.Type.IsDefined(typeof(PartKindAttribute), inherit: false)) return;
        var options = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
        foreach (var part in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && type.IsAssignableTo(info.Type)).OrderBy(Name, StringComparer.Ordinal))
            options.DerivedTypes.Add(new(part, Name(part)));
        info.PolymorphismOptions = options;
    }

    /// <summary>The name of a part in JSON: <c>standard-normal</c> for StandardNormal, <c>dense</c> for DenseSpec, <c>mixture</c> for MixtureSampler.</summary>
    public static string Name(Type part)
    {
        if (part.GetCustomAttribute<PartNameAttribute>() is { } given) return given.Name;
        var ending = Endings.FirstOrDefault(ending => part.Name.EndsWith(ending, StringComparison.Ordinal)) ?? "";
        return JsonNamingPolicy.KebabCaseLower.ConvertName(part.Name[..^ending.Length]);
    }
}
