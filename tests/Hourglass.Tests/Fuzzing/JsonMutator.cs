using System.Text;
using System.Text.Json;

namespace Hourglass.Tests.Fuzzing;

/// <summary>
/// Every well-formed document that differs from a valid one by one change: a value replaced by one of another type, by null or by an extreme number, a member
/// removed, doubled or renamed. Whoever reads documents may be held to all of them.
/// </summary>
internal static class JsonMutator
{
    private static readonly string[] Replacements =
    [
        "null", "true", "\"\"", "\"unknown-name\"", "[]", "{}", "[null]", "-1", "0", "0.5", "2147483647", "2147483648", "-2147483649", "9223372036854775807",
            "1e19", "1e300", "1e999", "\"NaN\"",
    ];

    /// <summary>All changed documents, in the order of the document.</summary>
    public static IReadOnlyList<JsonMutation> All(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return [.. Values(bytes).SelectMany(value => Of(bytes, value))];
    }

    private static IEnumerable<JsonMutation> Of(byte[] bytes, Value value)
    {
        var text = Encoding.UTF8.GetString(bytes[value.Start..value.End]);
        foreach (var replacement in Replacements)
            if (replacement != text) yield return new(value.Path, $"= {replacement}", Splice(bytes, value.Start, value.End, replacement));
        if (value.Member == value.Start && value.Path == "$") yield break;

        var member = Encoding.UTF8.GetString(bytes[value.Member..value.End]);
        yield return new(value.Path, "removed", Removed(bytes, value));
        yield return new(value.Path, "doubled", Splice(bytes, value.Member, value.End, $"{member}, {member}"));
        if (value.Member == value.Start) yield break;
        yield return new(value.Path, "renamed", Splice(bytes, value.Member, value.Start, "\"unknownMember\": "));
        yield return new(value.Path, "doubled with null",
            Splice(bytes, value.End, value.End, $", {Encoding.UTF8.GetString(bytes[value.Member..value.Start])} null"));
    }

    private static string Splice(byte[] bytes, int start, int end, string text) =>
        Encoding.UTF8.GetString([.. bytes[..start], .. Encoding.UTF8.GetBytes(text), .. bytes[end..]]);

    /// <summary>Without the member and one comma beside it.</summary>
    private static string Removed(byte[] bytes, Value value)
    {
        var end = value.End;
        while (char.IsWhiteSpace((char)bytes[end])) end++;
        if (bytes[end] == ',') return Splice(bytes, value.Member, end + 1, "");

        var start = value.Member;
        while (char.IsWhiteSpace((char)bytes[start - 1])) start--;
        return Splice(bytes, bytes[start - 1] == ',' ? start - 1 : start, value.End, "");
    }

    private static List<Value> Values(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        List<Value> values = [];
        reader.Read();
        Visit(ref reader, "$", (int)reader.TokenStartIndex, values);
        return values;
    }

    private static void Visit(ref Utf8JsonReader reader, string path, int member, List<Value> values)
    {
        var place = values.Count;
        var start = (int)reader.TokenStartIndex;
        values.Add(new Value(path, member, start, start));
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = (int)reader.TokenStartIndex;
                var below = $"{path}.{reader.GetString()}";
                reader.Read();
                Visit(ref reader, below, name, values);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                Visit(ref reader, $"{path}[{i}]", (int)reader.TokenStartIndex, values);
        }

        values[place] = values[place] with { End = (int)reader.BytesConsumed };
    }

    /// <summary>Where a value stands; Member is where its name begins, or Start where it has none.</summary>
    private readonly record struct Value(string Path, int Member, int Start, int End);
}
