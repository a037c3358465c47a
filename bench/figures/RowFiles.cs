using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Files;
using Hourglass.Settings;
using static Hourglass.Messages.MessageTerms;

namespace Hourglass.Figures;

/// <summary>Reads the rows from their folder.</summary>
internal static class RowFiles
{
    private const string Like = "like";
    private const string Figures = "figures";
    private static readonly string[] OptionGroups = ["settings", "evaluate", "curve_evaluate"];

    /// <summary>
    /// Every row, by name, each followed by its repetitions with other seeds. A row or protocol that is <c>like</c> a protocol takes from it what it does not
    /// say itself.
    /// </summary>
    /// <param name="folder">The rows' JSON files, with those of the protocols in <c>protocols</c>.</param>
    /// <exception cref="HourglassException">A file is damaged or names a protocol that is not there.</exception>
    public static IReadOnlyList<Row> Load(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(path => Read(path, folder).WithRepetitions())];

    /// <summary>The rows of these names, in their order; all for no names.</summary>
    /// <exception cref="UsageException">There is no row of a name.</exception>
    public static IReadOnlyList<Row> Find(IReadOnlyList<Row> rows, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return rows;
        return [.. ids.Distinct(StringComparer.Ordinal).Select(id => rows.FirstOrDefault(row => row.Id == id)
            ?? throw new UsageException($"There is no {What("row")} '{Got(id)}'; {Nearest.Hint(id, rows.Select(row => row.Id))}choose from " +
                $"{Allowed(string.Join(", ", rows.Select(row => row.Id)))}."))];
    }

    private static Row Read(string path, string folder)
    {
        try
        {
            var document = Merged(path, folder);
            foreach (var group in OptionGroups)
            {
                if (document[group] is not JsonObject options) continue;
                // Numbers and lists are written as such, and read as the text that --set would take.
                foreach (var (key, value) in options.ToArray()) options[key] = Text(value);
            }

            var row = Json.Convert<Row>(document, $"The row '{path}'") with { Id = Path.GetFileNameWithoutExtension(path) };
            return row.Figures.Count > 0 ? row : throw new HourglassException($"The row '{What(path)}' has no figures; give {Allowed("it one or more")}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HourglassException($"The row '{What(path)}' cannot be read ({e.Message}); {Allowed("correct it, or restore it from a copy")}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The row '{What(path)}' cannot be read: {e.Message}", e);
        }
    }

    private static JsonObject Merged(string path, string folder)
    {
        var own = JsonNode.Parse(File.ReadAllText(path), documentOptions: Json.Parsing)!.AsObject();
        if (own[Like]?.GetValue<string>() is not { } name) return own;
        own.Remove(Like);
        return Over(Merged(Path.Combine(folder, "protocols", name + ".json"), folder), own);
    }

    /// <summary>What is said above wins; objects are laid over each other member by member, and figures one by one.</summary>
    private static JsonObject Over(JsonObject below, JsonObject above)
    {
        foreach (var (key, value) in above)
        {
            below[key] = (below[key], value) switch
            {
                (JsonObject lower, JsonObject upper) => Over(lower.DeepClone().AsObject(), upper),
                (JsonArray lower, JsonArray upper) when key == Figures => Over(lower, upper),
                _ => value?.DeepClone(),
            };
        }

        return below;
    }

    private static JsonArray Over(JsonArray below, JsonArray above) => [.. Enumerable.Range(0, Math.Max(below.Count, above.Count)).Select(i =>
        i >= above.Count ? below[i]?.DeepClone()
        : i < below.Count && below[i] is JsonObject lower && above[i] is JsonObject upper ? Over(lower.DeepClone().AsObject(), upper)
        : above[i]?.DeepClone())];

    private static string? Text(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var already) ? already : value?.ToJsonString();
}
