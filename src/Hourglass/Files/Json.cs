using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hourglass.Files;

/// <summary>
/// How values are written as JSON, and the one place where they are read: nothing is null that may not be, no member is unknown, given twice or left out,
/// and what cannot be read is named with its file and its path in the document.
/// </summary>
internal static class Json
{
    /// <summary>The version of the files in a run folder that this library writes, and the newest it reads.</summary>
    public const int Format = 1;

    /// <summary>The most bytes that a document can have: far more than any has, far less than would fill the memory.</summary>
    public const int LargestDocument = 100_000_000;

    private const string FormatMember = "format";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly List<Assembly> Assemblies = [typeof(Json).Assembly];

    public static JsonSerializerOptions Options { get; private set; } = Create(indented: true);

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions Line { get; private set; } = Create(indented: false);

    /// <summary>How JSON of any kind is parsed: no member twice in an object.</summary>
    public static JsonDocumentOptions Parsing { get; } = new() { AllowDuplicateProperties = false };

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
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { new PartTypes([.. Assemblies]).Describe } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Writes a document whole or not at all, with its checksum.</summary>
    public static void Write<T>(string path, T document)
    {
        var members = JsonSerializer.SerializeToNode(document, Options)!.AsObject();
        JsonChecksum.Add(members);
        AtomicFile.WriteText(path, members.ToJsonString(Options) + "\n");
    }

    /// <summary>Reads a document that carries a <c>format</c> and, unless it is of before there was one, a checksum.</summary>
    /// <exception cref="HourglassException">It is missing, damaged, or of a newer format.</exception>
    public static T Read<T>(string path)
    {
        var text = ReadBytes(path);
        var what = $"The file '{path}'";
        var document = Guarded(what, () => Members(text));
        if (document[FormatMember] is not JsonValue format || !format.TryGetValue<int>(out var number))
            throw new HourglassException($"{What(what)} has no format number, so it is not a file of this tool or it is damaged; " +
                $"{Allowed("restore it from a copy")}.");
        RequireKnown(number, what);
        Guarded(what, () =>
        {
            JsonChecksum.Take(document, text);
            return 0;
        });
        return Convert<T>(document, what);
    }

    /// <summary>Reads a value that stands in another file.</summary>
    /// <param name="text">The value's JSON, an object.</param>
    /// <param name="what">Where it stands, as the beginning of a sentence: <c>The state in 'checkpoint.safetensors'</c>.</param>
    /// <exception cref="HourglassException">It is damaged.</exception>
    public static T Parse<T>(string text, string what)
    {
        var document = Guarded(what, () => Members(Encoding.UTF8.GetBytes(text)));
        if (document[FormatMember] is JsonValue format && format.TryGetValue<int>(out var number)) RequireKnown(number, what);
        return Convert<T>(document, what);
    }

    /// <summary>Reads a value from members that are parsed already.</summary>
    /// <param name="document">The members.</param>
    /// <param name="what">Where they stand, as the beginning of a sentence.</param>
    /// <exception cref="HourglassException">It is damaged.</exception>
    public static T Convert<T>(JsonObject document, string what)
    {
        try
        {
            new JsonWalk(Options).RequireValues(document, typeof(T));
            var value = document.Deserialize<T>(Options)!;
            if ((value as IChecked)?.Violations().FirstOrDefault() is { } violation) throw new JsonException(violation.ToString().TrimEnd('.'));
            return value;
        }
        catch (Exception e) when (IsDamage(e))
        {
            var (place, reason) = new JsonWalk(Options).Blame(document, typeof(T), e);
            throw Damaged(what, place == "$" ? reason : $"{place}: {reason}", e);
        }
    }

    /// <summary>Makes something of a document that was read, such as a model, and calls the document damaged where that fails.</summary>
    /// <param name="what">Where it stands, as the beginning of a sentence.</param>
    /// <param name="make">Makes it.</param>
    /// <exception cref="HourglassException">It cannot be made.</exception>
    public static T Guarded<T>(string what, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (IsDamage(e) && e is not HourglassException)
        {
            throw Damaged(what, e.Message.Split(" Path: ")[0].TrimEnd('.'), e);
        }
    }

    /// <summary>Whether a failure of reading, or of a constructor that checks what was read, says that the text is not what it should be.</summary>
    public static bool IsDamage(Exception e) => e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException
        or ArithmeticException or FormatException or ExternalException or IndexOutOfRangeException or InvalidCastException or NullReferenceException or KeyNotFoundException or HourglassException;

    private static void RequireKnown(int format, string what)
    {
        if (format > Format)
            throw new HourglassException($"{What(what)} is of format {Got(format)}, and this version reads up to {Format}: it was written by a newer " +
                $"Hourglass; {Allowed("update yours")}.");
    }

    private static HourglassException Damaged(string what, string reason, Exception cause) =>
        new($"{What(what)} is damaged ({Got(reason)}); {Allowed("restore it from a copy or train again")}.", cause);

    /// <summary>The members of a document whose texts can all be read.</summary>
    public static JsonObject Members(ReadOnlySpan<byte> text)
    {
        // What is parsed is read as it is asked for: texts that are none are found here.
        Utf8.GetCharCount(text);
        for (var reader = new Utf8JsonReader(text); reader.Read();)
        {
            if (reader.ValueIsEscaped) reader.GetString();
        }

        return JsonNode.Parse(text, documentOptions: Parsing) as JsonObject ?? throw new JsonException("it is no JSON object");
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestDocument)
                throw new HourglassException($"The file '{What(path)}' has {Got(stream.Length)} bytes, far more than such a document can have; " +
                    $"{Allowed("restore it from a copy")}.");
            var text = new byte[stream.Length];
            stream.ReadExactly(text);
            return text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HourglassException($"The file '{What(path)}' is missing; is '{Path.GetDirectoryName(path)}' " +
                $"{Allowed("the folder of a run or a model")}?", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new HourglassException($"The file '{What(path)}' cannot be read: {Got(e.Message)}", e);
        }
    }
}
