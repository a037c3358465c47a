using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hourglass.Persistence;

/// <summary>How values are written as JSON, and how a damaged file is reported.</summary>
internal static class Json
{
    /// <summary>The version of the files in a run folder that this library writes, and the newest it reads.</summary>
    public const int Format = 1;

    private static readonly List<Assembly> Assemblies = [typeof(Json).Assembly];

    public static JsonSerializerOptions Options { get; private set; } = Create(indented: true);

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions Line { get; private set; } = Create(indented: false);

    /// <summary>Lets the parts of a model come from this assembly too.</summary>
    public static void KnowPartsOf(Assembly assembly)
    {
        if (Assemblies.Contains(assembly)) return;
        Assemblies.Add(assembly);
        Options = Create(indented: true);
        Line = Create(indented: false);
    }

    private static JsonSerializerOptions Create(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = indented,
        IgnoreReadOnlyProperties = true,
        AllowOutOfOrderMetadataProperties = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { new PartTypes([.. Assemblies]).Describe } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes a document whole or not at all.</summary>
    public static void Write<T>(string path, T document) => AtomicFile.WriteText(path, JsonSerializer.Serialize(document, Options) + "\n");

    /// <summary>Reads a document that carries a <c>format</c>.</summary>
    /// <exception cref="HourglassException">It is missing, damaged, or of a newer format.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            if (!document.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number))
                throw new HourglassException($"The file '{path}' has no format number, so it is not a file of this tool or it is damaged; restore it from a copy.");
            if (number > Format)
                throw new HourglassException($"The file '{path}' is of format {number}, and this version reads up to {Format}: it was written by a newer Hourglass; update yours.");
            return document.Deserialize<T>(Options) ?? throw new JsonException("the document is null");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HourglassException($"The file '{path}' is missing; is '{Path.GetDirectoryName(path)}' the folder of a run or a model?", e);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new HourglassException($"The file '{path}' is damaged ({e.Message}); restore it from a copy or train again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
