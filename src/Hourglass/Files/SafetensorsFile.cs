using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hourglass.Files;

/// <summary>
/// Tensors in the safetensors format: 8 bytes with the header's length, a JSON header, the data. Numbers are little-endian, F32 or (counters) I64; the
/// header's metadata holds a SHA-256 of the other metadata and the data, so that a damaged file is found out.
/// </summary>
internal static class SafetensorsFile
{
    private const string Remedy = "restore it from a copy or train again";

    /// <summary>The header's member that is no tensor.</summary>
    internal const string Metadata = "__metadata__";

    /// <summary>The metadata's member with the checksum.</summary>
    internal const string Checksum = "sha256";

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
        using var file = Open(path);
        file.CopyTo(tensors);
        return file.Metadata;
    }

    /// <summary>Opens a file: reads its header and checks its data against the checksum.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged.</exception>
    public static OpenSafetensors Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            return OpenSafetensors.Read(path, stream);
        }
        catch (Exception e)
        {
            stream?.Dispose();
            if (Refusal(path, e) is not { } refusal) throw;
            throw refusal;
        }
    }

    /// <summary>What to say of a failure to read such a file; null for one that says nothing of the file.</summary>
    internal static HourglassException? Refusal(string path, Exception failure) => failure switch
    {
        EndOfStreamException or InvalidDataException or HourglassException => Damaged(path, failure),
        FileNotFoundException or DirectoryNotFoundException =>
            new($"The file '{What(path)}' is {Got("missing")}; was the run stopped before it was first saved? {Allowed("Train again")}.", failure),
        IOException or UnauthorizedAccessException or NotSupportedException => new($"The file '{What(path)}' cannot be read: {Got(failure.Message)}", failure),
        _ when Json.IsDamage(failure) => Damaged(path, failure),
        _ => null,
    };

    /// <summary>What is wrong within the file may have been refused with the same advice already, as by the reader of its header's entries.</summary>
    private static HourglassException Damaged(string path, Exception failure)
    {
        var reason = failure.Message.TrimEnd('.').Replace($"; {Remedy}", "", StringComparison.Ordinal);
        return new HourglassException($"The file '{What(path)}' is damaged or belongs to another model: {Got(reason)}; {Allowed(Remedy)}.", failure);
    }

    /// <summary>Hashes what the checksum stands for beside the data.</summary>
    internal static void Append(IncrementalHash hash, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        // Zeros keep names and values apart; the order is that of the file.
        foreach (var (key, value) in metadata) hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{key}\0{value}\0"));
    }
}
