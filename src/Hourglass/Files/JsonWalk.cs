using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hourglass.Numerics;

namespace Hourglass.Files;

/// <summary>Goes through a document beside the types that it is read as.</summary>
/// <param name="options">How it is read.</param>
internal sealed class JsonWalk(JsonSerializerOptions options)
{
    /// <summary>Refuses nulls where there is to be a value, also in lists and dictionaries, where the serializer lets them pass.</summary>
    /// <exception cref="JsonException">There is one.</exception>
    public void RequireValues(JsonNode node, Type type)
    {
        foreach (var (key, child, expected, mayBeNull) in Children(node, type))
        {
            if (child is not null) RequireValues(child, expected);
            else if (!mayBeNull) throw new JsonException($"{key.TrimStart('.')} is null");
        }
    }

    /// <summary>The innermost value that cannot be read as what it is to be: its JSON path, and what is wrong with it.</summary>
    /// <param name="node">A value that cannot be read.</param>
    /// <param name="type">As what.</param>
    /// <param name="failure">How reading failed.</param>
    /// <param name="path">Where the value stands.</param>
    public (string Path, string Reason) Blame(JsonNode node, Type type, Exception failure, string path = "$")
    {
        foreach (var (key, child, expected, _) in Children(node, type))
        {
            if (child is null || Failure(child, expected) is not { } inner) continue;
            return Blame(child, expected, inner, path + key);
        }

        return (path, Reason(node, Nullable.GetUnderlyingType(type) ?? type, failure));
    }

    private Exception? Failure(JsonNode node, Type type)
    {
        try
        {
            RequireValues(node, type);
            node.Deserialize(type, options);
            return null;
        }
        catch (Exception e) when (Json.IsDamage(e))
        {
            return e;
        }
    }

    private IEnumerable<(string Key, JsonNode? Node, Type Type, bool MayBeNull)> Children(JsonNode node, Type type)
    {
        var info = Info(node, Nullable.GetUnderlyingType(type) ?? type);
        var element = info.ElementType
            ?? (info.Type.IsGenericType && info.Type.GetGenericTypeDefinition() == typeof(ValueList<>) ? info.Type.GenericTypeArguments[0] : null);
        return (node, element) switch
        {
            (JsonArray array, not null) => array.Select((child, i) => ($"[{i}]", child, element, IsNullable(element))),
            (JsonObject map, not null) => map.Select(pair => ($".{pair.Key}", pair.Value, element, IsNullable(element))),
            (JsonObject values, null) => info.Properties.Where(property => values.ContainsKey(property.Name))
                .Select(property => ($".{property.Name}", values[property.Name], property.PropertyType, MayBeNull(property))),
            _ => [],
        };
    }

    /// <summary>What is known of a type; of the part that the value names, where the type is a kind of part.</summary>
    private JsonTypeInfo Info(JsonNode node, Type type)
    {
        var info = options.GetTypeInfo(type);
        if (info.PolymorphismOptions is not { } parts || node is not JsonObject values || values[parts.TypeDiscriminatorPropertyName] is not JsonValue name)
            return info;
        var part = parts.DerivedTypes.FirstOrDefault(part => name.TryGetValue<string>(out var text) && text == (string?)part.TypeDiscriminator).DerivedType;
        return part is null ? info : options.GetTypeInfo(part);
    }

    private static bool IsNullable(Type type) => Nullable.GetUnderlyingType(type) is not null;

    private static bool MayBeNull(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType ? IsNullable(property.PropertyType) : property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;

    private static string Reason(JsonNode node, Type type, Exception failure) => true switch
    {
        _ when type.IsEnum =>
            $"it is {node.ToJsonString()}, and can be {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}",
        _ when type == typeof(int) || type == typeof(long) || type == typeof(ulong) =>
            $"it is {Short(node)} and is to be a whole number that a {type.Name} holds",
        _ when type == typeof(double) || type == typeof(float) => $"it is {Short(node)} and is to be a number",
        _ when type == typeof(string) => $"it is {Short(node)} and is to be a text",
        _ => failure.Message.Split(" Path: ")[0].TrimEnd('.'),
    };

    private static string Short(JsonNode node) => node.ToJsonString() is { Length: > 40 } text ? text[..40] + "..." : node.ToJsonString();
}
