namespace Hourglass.Data;

/// <summary>A store that is being written: sections are placed one after the other, and each is written where it lies.</summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly FileStream file;
    private readonly List<MappedFile> mappings = [];
    private long end = Store.Start;

    /// <param name="path">The file, which is created.</param>
    public StoreWriter(string path) => file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    /// <summary>A place for a section; its first byte.</summary>
    public long Reserve(long length)
    {
        var start = (end + Store.Alignment - 1) / Store.Alignment * Store.Alignment;
        end = start + length;
        return start;
    }

    /// <summary>Writes bytes at a place that was reserved.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file.SafeFileHandle, bytes, offset);

    /// <summary>Reads what was written at a place.</summary>
    public void Read(Span<byte> bytes, long offset)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var count = RandomAccess.Read(file.SafeFileHandle, bytes[done..], offset + done);
            done += count > 0 ? count : throw new EndOfStreamException();
        }
    }

    /// <summary>Gives back what was reserved from a place on.</summary>
    public void Cut(long offset)
    {
        file.SetLength(offset);
        end = offset;
    }

    /// <summary>A part of what has been written, as numbers; valid until this writer is disposed of.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">The number of numbers.</param>
    public ReadOnlyMemory<T> Mapped<T>(long offset, int count)
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

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var mapped in mappings) mapped.Release();
        file.Dispose();
    }
}
