using System.IO.Hashing;

namespace Hourglass.Data;

/// <summary>Decoded pictures in a store, a byte per pixel and channel.</summary>
internal static class PictureStore
{
    /// <summary>The form of the file.</summary>
    public static StoreFile<PictureStoreHeader> File { get; } = new("Hourglass image\n"u8.ToArray(), "images");

    /// <summary>Writes pictures whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The state of the folder.</param>
    /// <param name="count">The number of pictures.</param>
    /// <param name="shape">The shape of each.</param>
    /// <param name="notes">What is lost in decoding.</param>
    /// <param name="decode">Puts the pictures into the space that it gets; whether their channels are equal, of which then one is kept.</param>
    /// <param name="cancellation">Stops the writing; no file is left then.</param>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public static void Write(string path, string key, int count, DataShape shape, IReadOnlyList<MessageText> notes, Func<IPixelSpace, bool> decode,
        CancellationToken cancellation) => File.Write(path, writer =>
        {
            var pixels = new PixelSections(writer, writer.Reserve((long)count * shape.Size));
            var areGrey = decode(pixels);
            var sections = pixels.Complete();
            if (!areGrey) return new PictureStoreHeader(key, count, shape, [.. sections], [.. notes]);
            return new PictureStoreHeader(key, count, shape with { Channels = 1 }, [.. FirstChannel(writer, sections, shape, cancellation)], [.. notes]);
        });

    /// <summary>Opens a store and checks all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The state of the folder.</param>
    /// <param name="fits">Whether pictures of this shape are wanted.</param>
    /// <param name="options">How the pictures were read.</param>
    /// <param name="verify">Whether all bytes are read to compare their checksums; needless right after they were written.</param>
    /// <returns>The pictures and the number of bytes of the store; null if there is no store, or one of another state of the folder or another shape.</returns>
    /// <exception cref="HourglassException">It is damaged, no store, or cannot be read.</exception>
    public static (DecodedPictures Pictures, long Bytes)? Open(string path, string key, Func<DataShape, bool> fits, PictureOptions options, bool verify = true) =>
        File.Open(path, key, (header, mapped) => fits(header.Shape) ? PicturesOf(path, header, mapped, options, verify) : null) is ({ } found, var bytes)
            ? (found, bytes) : null;

    /// <summary>Moves the first channel of each picture to the front of the bytes, and gives that part.</summary>
    public static Span<byte> KeepFirstChannel(Span<byte> bytes, DataShape shape)
    {
        var pixels = shape.Height * shape.Width;
        var count = bytes.Length / shape.Size;
        for (var i = 0; i < count; i++) bytes.Slice(i * shape.Size, pixels).CopyTo(bytes[(i * pixels)..]);
        return bytes[..(count * pixels)];
    }

    private static DecodedPictures PicturesOf(string path, PictureStoreHeader header, MappedFile mapped, PictureOptions options, bool verify)
    {
        var (count, shape, sections) = (header.Count, header.Shape, header.Pixels);
        if (count < 1 || shape.Channels is not (1 or 3) || shape.Height < 1 || shape.Width < 1 || sections.Count == 0)
            throw Store.Contradiction(path);
        var next = sections[0].Offset;
        foreach (var section in sections)
        {
            if (section.Offset != next) throw Store.Contradiction(path);
            next += section.Length;
        }

        var size = (Int128)shape.Channels * shape.Height * shape.Width;
        if (count * size != next - sections[0].Offset || size > Array.MaxLength)
            throw Store.Contradiction(path);
        Store.Require(path, mapped, sections, verify, "images");
        return new DecodedPictures(shape, header.Notes, (first, number, side) =>
            MappedArray.OfPictures(mapped, sections[0].Offset + ((long)first * shape.Size), number, shape, side, options));
    }

    /// <summary>Moves the first channel of each picture to the front, section by section: what is overwritten has been read before.</summary>
    private static List<StoredSection> FirstChannel(StoreWriter writer, IReadOnlyList<StoredSection> sections, DataShape shape, CancellationToken cancellation)
    {
        var buffer = new byte[sections.Max(section => section.Length)];
        var moved = new List<StoredSection>();
        var end = sections[0].Offset;
        foreach (var section in sections)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = buffer.AsSpan(0, (int)section.Length);
            writer.Read(bytes, section.Offset);
            var kept = KeepFirstChannel(bytes, shape);
            writer.Write(kept, end);
            moved.Add(SectionOf(kept, end));
            end += kept.Length;
        }

        writer.Cut(end);
        return moved;
    }

    private static StoredSection SectionOf(ReadOnlySpan<byte> bytes, long offset)
    {
        var hash = new XxHash3();
        hash.Append(bytes);
        return new StoredSection(offset, bytes.Length, Store.Text(hash));
    }

    /// <summary>Writes each part of the pictures as a section when the next one is asked for.</summary>
    private sealed class PixelSections(StoreWriter writer, long start) : IPixelSpace
    {
        private readonly List<StoredSection> sections = [];
        private byte[] buffer = [];
        private long end = start;
        private int taken;

        public Memory<byte> Take(int count)
        {
            Flush();
            if (buffer.Length < count) buffer = GC.AllocateUninitializedArray<byte>(count);
            taken = count;
            return buffer.AsMemory(0, count);
        }

        public IReadOnlyList<StoredSection> Complete()
        {
            Flush();
            return sections;
        }

        private void Flush()
        {
            if (taken == 0) return;
            var bytes = buffer.AsSpan(0, taken);
            writer.Write(bytes, end);
            sections.Add(SectionOf(bytes, end));
            end += taken;
            taken = 0;
        }
    }
}
