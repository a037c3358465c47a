using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hourglass.Data;

/// <summary>
/// The cells of a table in a store that is being written: all columns grow at the same time, each in a section whose size is known before, with a buffer per
/// column. Texts that are kept lie in memory until their column is complete. The cells are read back from the same file, mapped.
/// </summary>
internal sealed class FileStorage(StoreWriter writer) : CellStorage
{
    private readonly List<Func<StoredSection>> sections = [];

    /// <inheritdoc/>
    public override CellSpace<T> Space<T>(int count)
    {
        var space = new FileSpace<T>(writer, writer.Reserve((long)count * Unsafe.SizeOf<T>()), count);
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
            return section = new StoredSection(offset, written, Store.Text(hash));
        }

        private void Flush()
        {
            var bytes = MemoryMarshal.AsBytes(buffer.AsSpan(0, filled));
            hash.Append(bytes);
            writer.Write(bytes, offset + written);
            written += bytes.Length;
            filled = 0;
        }
    }
}
