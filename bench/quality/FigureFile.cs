using System.Text.Json;
using Hourglass.Files;

namespace Hourglass.Quality;

/// <summary>Figures that are kept beside a run, so that no command has to be asked twice: groups of numbers by name.</summary>
internal static class FigureFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The kept groups; none where there is no file, or where <paramref name="source"/> has been written after it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">The file that the figures were computed from.</param>
    /// <exception cref="HourglassException">The file is damaged or cannot be read.</exception>
    public static Dictionary<string, IReadOnlyDictionary<string, double>> Load(string path, string source)
    {
        Dictionary<string, IReadOnlyDictionary<string, double>> groups = new(StringComparer.Ordinal);
        if (!File.Exists(path) || File.GetLastWriteTimeUtc(source) > File.GetLastWriteTimeUtc(path)) return groups;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var group in document.RootElement.EnumerateObject()) groups[group.Name] = JsonFigures.Numbers(group.Value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The kept figures in '{path}' cannot be read: {e.Message}; delete the file to have them computed again.", e);
        }

        return groups;
    }

    public static void Save(string path, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> groups) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(groups, Indented) + "\n");
}
