using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Hourglass.Files;

/// <summary>A safetensors file whose header is read and whose data agrees with its checksum.</summary>
internal sealed class OpenSafetensors : IDisposable
{
    private readonly FileStream stream;
    private readonly long start;
    private readonly Dictionary<string, SafetensorsEntry> entries;

    private OpenSafetensors(string path, FileStream stream, IReadOnlyDictionary<string, string> metadata, Dictionary<string, SafetensorsEntry> entries)
    {
        Path = path;
        this.stream = stream;
        this.entries = entries;
        start = stream.Position;
        Metadata = metadata;
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    /// <summary>The texts beside the tensors, the checksum among them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>How many numbers are in the file at most.</summary>
    public long Numbers => (stream.Length - start) / sizeof(float);

    /// <summary>Reads the header and checks the data, without ever holding all of it in memory: a checkpoint may be larger than an array can be.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="stream">The file at its beginning; the result owns it.</param>
    public static OpenSafetensors Read(string path, FileStream stream)
    {
        var header = ReadHeader(stream);
        if (header[SafetensorsFile.Metadata] is not JsonObject notes) throw new InvalidDataException($"its header has no {SafetensorsFile.Metadata}");
        header.Remove(SafetensorsFile.Metadata);
        var metadata = Json.Convert<Dictionary<string, string>>(notes, $"its {SafetensorsFile.Metadata}");
        Dictionary<string, SafetensorsEntry> described = new(StringComparer.Ordinal);
        foreach (var (name, entry) in header)
            described[name] = Json.Convert<SafetensorsEntry>(entry as JsonObject ?? throw new InvalidDataException($"its tensor '{name}' is not described"),
                $"its tensor '{name}'");
        var opened = new OpenSafetensors(path, stream, metadata, described);
        opened.CheckData();
        return opened;
    }

    /// <summary>Reads the data into the memory of <paramref name="tensors"/>, which must be exactly those in the file.</summary>
    /// <exception cref="HourglassException">The file holds other tensors, and no memory has been written; or it cannot be read any more.</exception>
    public void CopyTo(IReadOnlyList<StoredTensor> tensors)
    {
        try
        {
            foreach (var tensor in tensors) CheckEntry(tensor);
            if (entries.Count != tensors.Count) throw new InvalidDataException($"it holds {entries.Count} tensors where the model has {tensors.Count}");
            foreach (var tensor in tensors)
            {
                stream.Position = start + entries[tensor.Name].DataOffsets[0];
                stream.ReadExactly(MemoryMarshal.AsBytes(tensor.Values()));
            }
        }
        catch (Exception e) when (SafetensorsFile.Refusal(Path, e) is not null)
        {
            throw SafetensorsFile.Refusal(Path, e)!;
        }
    }

    public void Dispose() => stream.Dispose();

    private static JsonObject ReadHeader(FileStream stream)
    {
        Span<byte> size = stackalloc byte[8];
        if (stream.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length)
            throw new InvalidDataException($"it ends after {stream.Length} bytes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(size);
        if (length is < 2 or > Json.LargestDocument || length > stream.Length - size.Length)
            throw new InvalidDataException($"its header claims {length} bytes");
        var text = new byte[length];
        stream.ReadExactly(text);
        return Json.Members(text);
    }

    private void CheckData()
    {
        if (!Metadata.TryGetValue(SafetensorsFile.Checksum, out var sum)) throw new InvalidDataException("it has no checksum");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        SafetensorsFile.Append(hash, Metadata.Where(item => item.Key != SafetensorsFile.Checksum));
        var piece = new byte[1 << 20];
        for (int read; (read = stream.Read(piece)) > 0;) hash.AppendData(piece.AsSpan(0, read));
        if (!string.Equals(sum, Convert.ToHexStringLower(hash.GetHashAndReset()), StringComparison.Ordinal))
            throw new InvalidDataException("its checksum does not match");
    }

    private void CheckEntry(StoredTensor tensor)
    {
        if (!entries.TryGetValue(tensor.Name, out var entry)) throw new InvalidDataException($"it has no tensor '{tensor.Name}'");
        if (entry.Dtype != tensor.Kind || !entry.Shape.SequenceEqual(tensor.Shape))
            throw new InvalidDataException($"its tensor '{tensor.Name}' is of shape [{string.Join(", ", entry.Shape)}] where the model has " +
                $"[{string.Join(", ", tensor.Shape)}]");
        if (entry.DataOffsets[1] > stream.Length - start || entry.Bytes != tensor.Bytes)
            throw new InvalidDataException($"its tensor '{tensor.Name}' lies outside of the data");
    }
}
