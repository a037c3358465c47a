using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>
/// A table in a file: 64 bytes that name the place and the checksum of the header, the cells column by column, each section aligned to 64 bytes, and the header
/// as JSON. Numbers are little-endian, so that the sections are mapped as they are.
/// </summary>
internal static class TableStore
{
    /// <summary>The first byte of a section is a multiple of it.</summary>
    public const int Alignment = 64;

    /// <summary>Where sections begin.</summary>
    public const int Start = 64;

    // The buffer for checksums: large enough for the disk, small enough for the processor's cache.
    private const int Part = 1 << 18;

    private static readonly byte[] Mark = "Hourglass table\n"u8.ToArray();

    /// <summary>The first bytes of a file.</summary>
    /// <param name="start">Where the header begins.</param>
    /// <param name="header">The header.</param>
    public static byte[] Prelude(long start, byte[] header)
    {
        var bytes = new byte[Start];
        Mark.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Mark.Length), start);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Mark.Length + sizeof(long)), header.Length);
        SHA256.HashData(header).CopyTo(bytes, Start - SHA256.HashSizeInBytes);
        return bytes;
    }

    /// <summary>Writes a table whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The state of the source.</param>
    /// <param name="fill">Puts the cells into the storage that it gets.</param>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public static void Write(string path, string key, Func<CellStorage, TableContent> fill) => AtomicFile.WriteNamed(path, temporary =>
    {
        using var writer = new StoreWriter(temporary);
        var content = fill(writer);
        var sections = new Queue<StoredSection>(writer.Sections());
        var columns = new List<StoredColumn>();
        // The spaces of all columns come first, in their order, and then those of texts.
        foreach (var i in content.Filled) columns.Add(new StoredColumn(i, sections.Dequeue(), content.Cells[i].Encoding, null));
        for (var i = 0; i < columns.Count; i++)
            if (columns[i].Encoding is null) columns[i] = columns[i] with { Texts = sections.Dequeue() };
        writer.Complete(JsonSerializer.SerializeToUtf8Bytes(new StoreHeader(key, content.Count, content.Schema, [.. columns],
            [.. content.Warnings], [.. content.Notes]), Json.Line));
    });

    /// <summary>Opens a store and checks all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The state of the source.</param>
    /// <param name="verify">Whether all cells are read to compare their checksums; needless right after they were written.</param>
    /// <returns>The table and the number of bytes of the store; null if there is no store, or one of another state of the source.</returns>
    /// <exception cref="HourglassException">It is damaged, no store, or cannot be read.</exception>
    public static (Table Table, long Bytes)? Open(string path, string key, bool verify = true)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            var header = ReadHeader(path, stream);
            if (header.Key != key) return null;
            var mapped = new MappedFile(stream);
            var cells = CellsOf(path, header, mapped, verify);
            return (new Table(header.Schema, cells, rows: null) { Warnings = header.Warnings, Notes = header.Notes }, mapped.Length);
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

    private static StoreHeader ReadHeader(string path, FileStream stream)
    {
        var prelude = new byte[Start];
        if (stream.ReadAtLeast(prelude, Start, throwOnEndOfStream: false) < Start || !prelude.AsSpan().StartsWith(Mark))
            throw Damaged(path, "it is no store of a table");
        var start = BinaryPrimitives.ReadInt64LittleEndian(prelude.AsSpan(Mark.Length));
        var length = BinaryPrimitives.ReadInt64LittleEndian(prelude.AsSpan(Mark.Length + sizeof(long)));
        if (start < Start || length is < 2 or > Json.LargestDocument || stream.Length - length != start) throw Damaged(path, "its end is missing");
        var bytes = new byte[length];
        stream.Position = start;
        stream.ReadExactly(bytes);
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(prelude.AsSpan(Start - SHA256.HashSizeInBytes))) throw Damaged(path, "its header has changed");
        return Json.Parse<StoreHeader>(Encoding.UTF8.GetString(bytes), $"The header of '{path}'");
    }

    private static ColumnCells[] CellsOf(string path, StoreHeader header, MappedFile mapped, bool verify)
    {
        var schema = header.Schema.Columns;
        if (header.Rows < 1 || header.Columns.Any(column => column.Index < 0 || column.Index >= schema.Count
            || column.Cells.Length != (long)header.Rows * (column.Encoding?.Size ?? sizeof(int)) || (column.Encoding is null) != (column.Texts is not null)
            || column.Encoding is { Step: 0 } or { Divisor: 0 } || column.Cells.Offset % Alignment != 0))
            throw Damaged(path, "its header contradicts itself");
        var sections = header.Columns.Select(column => column.Cells).Concat(header.Columns.Select(column => column.Texts).OfType<StoredSection>()).ToArray();
        // The codes of a column may take more bytes than an array may have; texts are one array.
        if (header.Columns.Any(column => column.Texts?.Length > Array.MaxLength)
            || Array.Exists(sections, section => section.Offset < Start || section.Length < 0 || section.Offset > mapped.Length - section.Length))
            throw Damaged(path, "its header contradicts itself");
        var areWhole = new bool[sections.Length];
        if (verify) Parallel.For(0, sections.Length, i => areWhole[i] = Checksum(mapped, sections[i]) == sections[i].Checksum);
        if (verify && areWhole.Contains(false)) throw Damaged(path, "its cells have changed");
        ColumnCells[] cells = [.. schema.Select(column => TableContent.WithoutCells(column, header.Rows))];
        foreach (var column in header.Columns)
        {
            var offset = column.Cells.Offset;
            cells[column.Index] = column switch
            {
                { Texts: { } texts } => new TextCells(mapped.Memory<byte>(texts.Offset, (int)texts.Length), mapped.Memory<int>(offset, header.Rows)),
                { Encoding: { } encoding } => encoding.Type switch
                {
                    CellType.Byte => Packed<byte>(encoding, offset),
                    CellType.UInt16 => Packed<ushort>(encoding, offset),
                    CellType.UInt32 => Packed<uint>(encoding, offset),
                    CellType.Int64 => Packed<long>(encoding, offset),
                    CellType.Single => Packed<float>(encoding, offset),
                    _ => Packed<double>(encoding, offset),
                },
                _ => throw Damaged(path, "its header contradicts itself"),
            };
        }

        return cells;

        ColumnCells Packed<T>(CellEncoding encoding, long offset)
            where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T> =>
            new PackedCells<T>(mapped.Memory<T>(offset, header.Rows), encoding);
    }

    private static string Checksum(MappedFile mapped, StoredSection section)
    {
        var hash = new XxHash3();
        for (var done = 0L; done < section.Length; done += Part)
            hash.Append(mapped.Bytes(section.Offset + done, (int)Math.Min(Part, section.Length - done)));
        GC.KeepAlive(mapped);
        return hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
    }

    private static HourglassException Damaged(string path, string reason) =>
        new($"The store '{What(path)}' is damaged: {Got(reason)}; {Allowed("delete it")}.");
}
