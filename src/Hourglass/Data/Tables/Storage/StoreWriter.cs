using System.Globalization;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hourglass.Data;

/// <summary>
/// Writes the cells of a table to a file: all columns grow at the same time, each in a section whose size is known before, with a buffer per column. Texts that
/// are kept lie in memory until their column is complete. The cells are read back from the same file, mapped.
/// </summary>
internal sealed class StoreWriter : CellStorage, IDisposable
{
    private readonly FileStream file;
    private readonly List<Func<StoredSection>> sections = [];
    private long end = TableStore.Start;
    private readonly List<MappedFile> mappings = [];

    /// <param name="path">The file, which is created.</param>
    public StoreWriter(string path) => file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    /// <inheritdoc/>
    public override CellSpace<T> Space<T>(int count)
    {
        var space = new FileSpace<T>(this, Reserve((long)count * Unsafe.SizeOf<T>()), count);
        sections.Add(space.Section);
        return space;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Keep(byte[] texts)
    {
        var space = (FileSpace<byte>)Space<byte>(texts.Length);
        for (var start = 0; start < texts.Length; start += MostAtOnce)
        {
            var part = texts.AsSpan(start, Math.Min(MostAtOnce, texts.Length - start));
            part.CopyTo(space.Take(part.Length));
        }

        return space.Complete();
    }

    /// <summary>The sections of all spaces in the order in which they were asked for; they must be full.</summary>
    public StoredSection[] Sections() => [.. sections.Select(section => section())];

    /// <summary>Writes the end of the file and its beginning, which makes it valid.</summary>
    /// <param name="header">The header as JSON.</param>
    public void Complete(byte[] header)
    {
        var start = Reserve(header.Length);
        RandomAccess.Write(file.SafeFileHandle, header, start);
        RandomAccess.Write(file.SafeFileHandle, TableStore.Prelude(start, header), 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var mapped in mappings) mapped.Release();
        file.Dispose();
    }

    private long Reserve(long length)
    {
        var start = (end + TableStore.Alignment - 1) / TableStore.Alignment * TableStore.Alignment;
        end = start + length;
        return start;
    }

    private ReadOnlyMemory<T> Mapped<T>(long offset, int count)
        where T : unmanaged
    {
        if (count == 0) return ReadOnlyMemory<T>.Empty;
        // A mapping ends where the file ended when it was made; columns of texts are written later than others.
        if (mappings.Count == 0 || mappings[^1].Length < end)
        {
            if (file.Length < end) file.SetLength(end);
            mappings.Add(new MappedFile(file));
        }

        return mappings[^1].Memory<T>(offset, count);
    }

    private sealed class FileSpace<T>(StoreWriter writer, long offset, int count) : CellSpace<T>
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        private readonly XxHash3 hash = new();
        private readonly T[] buffer = new T[Math.Min(MostAtOnce, count)];
        private StoredSection? section;
        private int filled;
        private long written;

        public override ReadOnlyMemory<T> Complete()
        {
            Section();
            return writer.Mapped<T>(offset, count);
        }

        public override Span<T> Take(int count)
        {
            if (filled + count > buffer.Length) Flush();
            filled += count;
            return buffer.AsSpan(filled - count, count);
        }

        public StoredSection Section()
        {
            if (section is not null) return section;
            Flush();
            return section = new StoredSection(offset, written, hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture));
        }

        private void Flush()
        {
            var bytes = MemoryMarshal.AsBytes(buffer.AsSpan(0, filled));
            hash.Append(bytes);
            RandomAccess.Write(writer.file.SafeFileHandle, bytes, offset + written);
            written += bytes.Length;
            filled = 0;
        }
    }
}
