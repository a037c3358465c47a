using System.Text.Json;

namespace Hourglass.Quality;

/// <summary>Reads what a command says with <c>--json</c>.</summary>
internal static class JsonFigures
{
    /// <summary>The numbers by name of the JSON object on the last line of a command's standard output.</summary>
    /// <exception cref="HourglassException">There is no such line.</exception>
    public static IReadOnlyDictionary<string, double> ReadLastLine(string output, string command)
    {
        var line = output.TrimEnd().Split('\n')[^1];
        try
        {
            using var document = JsonDocument.Parse(line);
            return Numbers(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HourglassException($"The last line that '{command}' wrote is not a JSON object but '{line}'; run it by hand to see what it does.", e);
        }
    }

    /// <summary>The numbers of an object by name; what is no number is left out.</summary>
    /// <exception cref="InvalidOperationException">It is no object.</exception>
    public static IReadOnlyDictionary<string, double> Numbers(JsonElement element) => element.EnumerateObject()
        .Where(property => property.Value.ValueKind == JsonValueKind.Number)
        .ToDictionary(property => property.Name, property => property.Value.GetDouble(), StringComparer.Ordinal);
}
