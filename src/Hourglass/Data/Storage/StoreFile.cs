using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>
/// The form of a store: 64 bytes that name its kind and the place and the checksum of the header, the sections, and the header as JSON. Numbers are
/// little-endian, so that the sections are mapped as they are.
/// </summary>
/// <typeparam name="T">The header.</typeparam>
/// <param name="mark">The first 16 bytes.</param>
/// <param name="kind">What is stored, such as "a table".</param>
internal sealed class StoreFile<T>(byte[] mark, string kind)
    where T : class, IStoreHeader
{
    /// <summary>Writes a store whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fill">Writes the sections, and gives the header.</param>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public void Write(string path, Func<StoreWriter, T> fill) => AtomicFile.WriteNamed(path, temporary =>
    {
        using var writer = new StoreWriter(temporary);
        var header = JsonSerializer.SerializeToUtf8Bytes(fill(writer), Json.Line);
        var start = writer.Reserve(header.Length);
        writer.Write(header, start);
        writer.Write(Prelude(start, header), 0);
    });

    /// <summary>Opens a store and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The state of the source.</param>
    /// <param name="read">Makes what is stored, of the header and the mapped file.</param>
    /// <returns>What is stored and the number of bytes of the store; null if there is no store, or one of another state of the source.</returns>
    /// <exception cref="HourglassException">It is damaged, no store, or cannot be read.</exception>
    public (TContent Content, long Bytes)? Open<TContent>(string path, string key, Func<T, MappedFile, TContent> read)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            var header = ReadHeader(path, stream);
            if (header.Key != key) return null;
            var mapped = new MappedFile(stream);
            return (read(header, mapped), mapped.Length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The store '{What(path)}' cannot be read ({Got(e.Message.TrimEnd('.'))}); {Allowed("delete it")}.", e);
        }
    }

    /// <summary>The first bytes of a file.</summary>
    /// <param name="start">Where the header begins.</param>
    /// <param name="header">The header.</param>
    public byte[] Prelude(long start, byte[] header)
    {
        var bytes = new byte[Store.Start];
        mark.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(mark.Length), start);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(mark.Length + sizeof(long)), header.Length);
        SHA256.HashData(header).CopyTo(bytes, Store.Start - SHA256.HashSizeInBytes);
        return bytes;
    }

    private T ReadHeader(string path, FileStream stream)
    {
        var prelude = new byte[Store.Start];
        if (stream.ReadAtLeast(prelude, Store.Start, throwOnEndOfStream: false) < Store.Start || !prelude.AsSpan().StartsWith(mark))
            throw Store.Damaged(path, $"it is no store of {kind}");
        var start = BinaryPrimitives.ReadInt64LittleEndian(prelude.AsSpan(mark.Length));
        var length = BinaryPrimitives.ReadInt64LittleEndian(prelude.AsSpan(mark.Length + sizeof(long)));
        if (start < Store.Start || length is < 2 or > Json.LargestDocument || stream.Length - length != start)
            throw Store.Damaged(path, "its end is missing");
        var bytes = new byte[length];
        stream.Position = start;
        stream.ReadExactly(bytes);
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(prelude.AsSpan(Store.Start - SHA256.HashSizeInBytes)))
            throw Store.Damaged(path, "its header has changed");
        return Json.Parse<T>(Encoding.UTF8.GetString(bytes), $"The header of '{path}'");
    }
}
