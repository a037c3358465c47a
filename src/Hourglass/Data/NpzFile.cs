using System.IO.Compression;
using Hourglass.Files;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Reads and writes NumPy's .npz files: zip archives, stored or deflated, with one .npy file per array.</summary>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>The names of the arrays, in the order of the file.</summary>
    /// <exception cref="HourglassException">The file is missing or not a zip archive.</exception>
    public static IReadOnlyList<string> Names(string path) => InputFile.Read(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return (string[])[.. zip.Entries.Where(IsArray).Select(Name)];
    });

    /// <summary>Reads the arrays called <paramref name="names"/> (those that exist in the file), or all if none is named.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged, or an array is not one that <see cref="NpyFile"/> reads.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path, params IReadOnlyCollection<string> names) => InputFile.Read(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(IsArray))
        {
            var name = Name(entry);
            if (names.Count > 0 && !names.Contains(name, StringComparer.Ordinal)) continue;
            arrays[name] = Content(entry, path, NpyFile.Read);
        }
        return (IReadOnlyDictionary<string, NpyArray>)arrays;
    });

    /// <summary>The arrays with their headers, in the order of the file.</summary>
    /// <exception cref="HourglassException">The file is missing or not a zip archive.</exception>
    internal static IReadOnlyList<NpzEntry> Entries(string path) => InputFile.Read(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return (NpzEntry[])[.. zip.Entries.Where(IsArray).Select(entry => new NpzEntry(Name(entry), Header(entry)))];

        NpyHeader? Header(ZipArchiveEntry entry)
        {
            try
            {
                using var content = entry.Open();
                return NpyHeader.Read(new ExactReader(content, path, LengthOf(entry)), path);
            }
            catch (HourglassException)
            {
                // Reported when the array is read; it may not be needed.
                return null;
            }
        }
    });

    /// <summary>Reads the labels called <paramref name="name"/>; see <see cref="NpyFile.ReadLabels"/>.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged, or the array does not contain labels.</exception>
    internal static (LabelColumn? Labels, int[] Dimensions, string? Fractional) ReadLabels(string path, string name) => InputFile.Read(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return Content(zip.Entries.Last(entry => IsArray(entry) && Name(entry) == name), path, NpyFile.ReadLabels);
    });

    /// <summary>Reads the texts called <paramref name="name"/>; null if the file has no such array.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged, or the array does not contain texts.</exception>
    internal static string[]? ReadTexts(string path, string name) => InputFile.Read(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return zip.GetEntry(name + Extension) is { } entry ? Content(entry, path, NpyFile.ReadTexts) : null;
    });

    /// <summary>Writes the arrays, deflated, whole or not at all.</summary>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays) => AtomicFile.Write(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, array) in arrays)
        {
            using var entry = zip.CreateEntry(name + Extension, CompressionLevel.Fastest).Open();
            NpyFile.Write(entry, array);
        }
    });

    private static T Content<T>(ZipArchiveEntry entry, string path, Func<Stream, string, StreamLength, T> read)
    {
        using var content = new ChecksumStream(entry.Open());
        var array = read(content, $"{path}/{entry.FullName}", LengthOf(entry));
        return content.Checksum == entry.Crc32 ? array
            : throw new HourglassException($"The array '{What(Name(entry))}' in '{path}' is damaged: its checksum is {Got(content.Checksum):x8} instead of " +
                $"{entry.Crc32:x8}; {Allowed("download or copy the file again")}.");
    }

    /// <summary>The unpacked length that the archive states, unless the packed bytes cannot hold as much.</summary>
    private static StreamLength LengthOf(ZipArchiveEntry entry) => Deflate.Most(entry.CompressedLength) is var most && entry.Length <= most
        ? StreamLength.Exactly(entry.Length)
        : StreamLength.AtMost(most);

    private static bool IsArray(ZipArchiveEntry entry) => entry.FullName.EndsWith(Extension, StringComparison.Ordinal);

    private static string Name(ZipArchiveEntry entry) => entry.FullName[..^Extension.Length];

    /// <summary>Passes bytes through and computes their checksum.</summary>
    private sealed class ChecksumStream(Stream inner) : Stream
    {
        public uint Checksum { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Checksum = Crc32.Append(Checksum, buffer[..read]);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => inner.Flush();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
