using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hourglass.Persistence;

/// <summary>
/// Tensors in the safetensors format: 8 bytes with the header's length, a JSON header, the data. Numbers are little-endian, F32 or (counters) I64; the
/// header's metadata holds a SHA-256 of the other metadata and the data, so that a damaged file is found out.
/// </summary>
internal static class SafetensorsFile
{
    private const string Metadata = "__metadata__";
    private const string Checksum = "sha256";
    private const int LargestHeader = 100_000_000;

    /// <summary>Writes the tensors whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<StoredTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, metadata);
        foreach (var tensor in tensors) hash.AppendData(MemoryMarshal.AsBytes(tensor.Values()));
        var notes = new JsonObject { [Checksum] = Convert.ToHexStringLower(hash.GetHashAndReset()) };
        foreach (var (key, value) in metadata) notes[key] = value;
        var header = new JsonObject { [Metadata] = notes };
        long offset = 0;
        foreach (var tensor in tensors)
        {
            var end = offset + tensor.Bytes;
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = tensor.Kind,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => JsonValue.Create(size))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, (text.Length + 7) / 8 * 8);
            stream.Write(length);
            stream.Write(text);
            for (var i = text.Length; i % 8 != 0; i++) stream.WriteByte((byte)' ');
            foreach (var tensor in tensors) stream.Write(MemoryMarshal.AsBytes(tensor.Values()));
        });
    }

    /// <summary>Reads a file into the memory of <paramref name="tensors"/>, which must be exactly those in the file; gives the metadata.</summary>
    /// <exception cref="HourglassException">The file is missing, damaged or holds other tensors; no memory has then been written.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path, IReadOnlyList<StoredTensor> tensors)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            return Read(stream, tensors);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new HourglassException($"The file '{path}' is damaged or belongs to another model: {e.Message}; restore it from a copy or train again.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HourglassException($"The file '{path}' is missing; was the run stopped before it was first saved? Train again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Twice over the data, and never all of it in memory: a checkpoint may be larger than an array can be.</summary>
    private static Dictionary<string, string> Read(FileStream stream, IReadOnlyList<StoredTensor> tensors)
    {
        using var header = ReadHeader(stream);
        var start = stream.Position;
        var metadata = header.RootElement.GetProperty(Metadata).EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString()!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, metadata.Where(item => item.Key != Checksum));
        var piece = new byte[1 << 20];
        for (int read; (read = stream.Read(piece)) > 0;) hash.AppendData(piece.AsSpan(0, read));
        if (!string.Equals(metadata[Checksum], Convert.ToHexStringLower(hash.GetHashAndReset()), StringComparison.Ordinal))
            throw new InvalidDataException("its checksum does not match");
        var entries = header.RootElement.EnumerateObject().Where(item => item.Name != Metadata).ToDictionary(item => item.Name, item => item.Value);
        foreach (var tensor in tensors) CheckEntry(tensor, entries, stream.Length - start);
        if (entries.Count != tensors.Count)
            throw new InvalidDataException($"it holds {entries.Count} tensors where the model has {tensors.Count}");
        foreach (var tensor in tensors)
        {
            stream.Position = start + Offsets(entries[tensor.Name]).From;
            stream.ReadExactly(MemoryMarshal.AsBytes(tensor.Values()));
        }

        return metadata;
    }

    private static void Append(IncrementalHash hash, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        // Zeros keep names and values apart; the order is that of the file.
        foreach (var (key, value) in metadata) hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{key}\0{value}\0"));
    }

    private static JsonDocument ReadHeader(FileStream stream)
    {
        Span<byte> size = stackalloc byte[8];
        if (stream.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length) throw new InvalidDataException($"it ends after {stream.Length} bytes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(size);
        if (length is < 2 or > LargestHeader || length > stream.Length - size.Length) throw new InvalidDataException($"its header claims {length} bytes");
        var text = new byte[length];
        stream.ReadExactly(text);
        return JsonDocument.Parse(text);
    }

    private static void CheckEntry(StoredTensor tensor, Dictionary<string, JsonElement> entries, long dataLength)
    {
        if (!entries.TryGetValue(tensor.Name, out var entry)) throw new InvalidDataException($"it has no tensor '{tensor.Name}'");
        var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        if (entry.GetProperty("dtype").GetString() != tensor.Kind || !shape.AsSpan().SequenceEqual(tensor.Shape))
            throw new InvalidDataException($"its tensor '{tensor.Name}' is of shape [{string.Join(", ", shape)}] where the model has [{string.Join(", ", tensor.Shape)}]");
        var (from, to) = Offsets(entry);
        if (from < 0 || to > dataLength || to - from != tensor.Bytes)
            throw new InvalidDataException($"its tensor '{tensor.Name}' lies outside of the data");
    }

    private static (long From, long To) Offsets(JsonElement entry)
    {
        var offsets = entry.GetProperty("data_offsets");
        return (offsets[0].GetInt64(), offsets[1].GetInt64());
    }
}
