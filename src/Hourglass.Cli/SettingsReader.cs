using System.Text.Json;

namespace Hourglass.Cli;

/// <summary>Collects options by name from a JSON file, <c>--set key=value</c> and the options that have a switch of their own.</summary>
internal static class SettingsReader
{
    /// <summary>Later sources win: the file, then <paramref name="assignments"/>.</summary>
    /// <exception cref="UsageException">An assignment has no '=' or names no key.</exception>
    public static Dictionary<string, string> Read(string? configFile, IEnumerable<string> assignments)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        if (configFile is not null) ReadFile(configFile, settings);
        foreach (var assignment in assignments)
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new UsageException($"--set got '{assignment}'; give key=value, such as --set learning_rate=0.001.");
            settings[assignment[..equals].Trim()] = assignment[(equals + 1)..].Trim();
        }

        return settings;
    }

    private static void ReadFile(string path, Dictionary<string, string> settings)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var property in document.RootElement.EnumerateObject())
                settings[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HourglassException($"The file '{path}' given to --config is not a JSON object of options: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The file '{path}' given to --config cannot be read: {e.Message}", e);
        }
    }
}
