using System.Text.Json;

namespace Hourglass.Cli;

/// <summary>Collects options by name from a JSON file, <c>--set key=value</c> and dedicated switches.</summary>
internal static class SettingsReader
{
    /// <summary>The options of the file, overridden by <paramref name="assignments"/>.</summary>
    /// <exception cref="UsageException">An assignment has no '=', no key, or a key that was assigned already.</exception>
    public static Dictionary<string, string> Read(string? configFile, IEnumerable<string> assignments)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        if (configFile is not null) ReadFile(configFile, settings);
        HashSet<string> assigned = new(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new UsageException($"{What("--set")} got '{Got(assignment)}'; give {Allowed("key=value, such as --set learning_rate=0.001")}.");
            var (key, value) = (assignment[..equals].Trim(), assignment[(equals + 1)..].Trim());
            if (!assigned.Add(key)) throw new UsageException($"{What(key)} is given twice, the second time as '{Got(value)}'; give it {Allowed("once")}.");
            settings[key] = value;
        }

        return settings;
    }

    private static void ReadFile(string path, Dictionary<string, string> settings)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (var property in document.RootElement.EnumerateObject())
                settings[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HourglassException($"The file '{What(path)}' given to --config is not {Allowed("a JSON object of options, such as " +
                "{\"learning_rate\": 0.001}")}: {Got(e.Message)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The file '{What(path)}' given to --config cannot be read: {Got(e.Message)} Give " +
                $"{Allowed("the name of a JSON file")}.", e);
        }
    }
}
