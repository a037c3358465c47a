namespace Hourglass.Data;

/// <summary>A table in a store: the cells column by column, and then the texts.</summary>
internal static class TableStore
{
    /// <summary>The form of the file.</summary>
    public static StoreFile<TableHeader> File { get; } = new("Hourglass table\n"u8.ToArray(), "a table");

    /// <summary>Writes a table whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The state of the source.</param>
    /// <param name="fill">Puts the cells into the storage that it gets.</param>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public static void Write(string path, string key, Func<CellStorage, TableContent> fill) => File.Write(path, writer =>
    {
        var storage = new FileStorage(writer);
        var content = fill(storage);
        var sections = new Queue<StoredSection>(storage.Sections());
        var columns = new List<StoredColumn>();
        // The spaces of all columns come first, in their order, and then those of texts.
        foreach (var i in content.Filled) columns.Add(new StoredColumn(i, sections.Dequeue(), content.Cells[i].Encoding, null));
        for (var i = 0; i < columns.Count; i++)
            if (columns[i].Encoding is null) columns[i] = columns[i] with { Texts = sections.Dequeue() };
        return new TableHeader(key, content.Count, content.Schema, [.. columns], [.. content.Warnings], [.. content.Notes]);
    });

    /// <summary>Opens a store and checks all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The state of the source.</param>
    /// <param name="verify">Whether all cells are read to compare their checksums; needless right after they were written.</param>
    /// <returns>The table and the number of bytes of the store; null if there is no store, or one of another state of the source.</returns>
    /// <exception cref="HourglassException">It is damaged, no store, or cannot be read.</exception>
    public static (Table Table, long Bytes)? Open(string path, string key, bool verify = true) => File.Open(path, key, (header, mapped) =>
        new Table(header.Schema, CellsOf(path, header, mapped, verify), rows: null) { Warnings = header.Warnings, Notes = header.Notes });

    private static ColumnCells[] CellsOf(string path, TableHeader header, MappedFile mapped, bool verify)
    {
        var schema = header.Schema.Columns;
        if (header.Rows < 1 || header.Columns.Any(column => column.Index < 0 || column.Index >= schema.Count
            || column.Cells.Length != (long)header.Rows * (column.Encoding?.Size ?? sizeof(int)) || (column.Encoding is null) != (column.Texts is not null)
            || column.Encoding is { Step: 0 } or { Divisor: 0 } || column.Cells.Offset % Store.Alignment != 0))
            throw Store.Contradiction(path);
        // The codes of a column may take more bytes than an array may have; texts are one array.
        if (header.Columns.Any(column => column.Texts?.Length > Array.MaxLength)) throw Store.Contradiction(path);
        Store.Require(path, mapped, [.. header.Columns.Select(column => column.Cells), .. header.Columns.Select(column => column.Texts).OfType<StoredSection>()],
            verify, "cells");
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
                _ => throw Store.Contradiction(path),
            };
        }

        return cells;

        ColumnCells Packed<T>(CellEncoding encoding, long offset)
            where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T> =>
            new PackedCells<T>(mapped.Memory<T>(offset, header.Rows), encoding);
    }
}
