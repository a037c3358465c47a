using System.Text.Json;

namespace Hourglass.Data;

/// <summary>Objects in JSON, one per line.</summary>
internal static class JsonLines
{
    /// <summary>Whether a text has a line for each object, not an array.</summary>
    public static bool Are(TextProbe probe) => !probe.Sample.AsSpan().TrimStart().StartsWith("[");

    /// <summary>The lines, counted from 1, that are no object.</summary>
    public static IEnumerable<long> Damaged(TextProbe probe)
    {
        using var reader = probe.Open();
        for (var line = 1L; reader.ReadLine() is { } text; line++)
            if (text.AsSpan().Trim().Length > 0 && !IsObject(text)) yield return line;
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
