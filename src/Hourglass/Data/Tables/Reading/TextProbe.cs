using System.Text;
using System.Text.Unicode;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;

namespace Hourglass.Data;

/// <summary>What a text file is written in, from all of its bytes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Encoding">Its encoding.</param>
/// <param name="Sample">The beginning of the text.</param>
/// <param name="IsWhole">Whether the sample is the whole text.</param>
/// <param name="HasMixedLines">Whether lines end in different ways.</param>
internal sealed record TextProbe(string Path, Encoding Encoding, string Sample, bool IsWhole, bool HasMixedLines)
{
    private const int Block = 1 << 20;
    private const int SampleSize = 1 << 19;

    static TextProbe() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether DuckDB can read the file as it is.</summary>
    public bool IsPlain => Encoding is UTF8Encoding && !HasMixedLines;

    /// <summary>The last byte of the text that is no blank; 0 if there is none.</summary>
    public byte LastLetter { get; private init; }

    /// <summary>Reads a file once.</summary>
    /// <exception cref="HourglassException">The file is missing, empty, not text, or in a mixture of encodings.</exception>
    public static TextProbe Of(string path) => InputFile.Read(path, stream =>
    {
        RequireText(path, stream);
        using var text = Unzipped(path, stream);
        var buffer = new byte[Block];
        var (scan, start, carried) = (new Scan(), Array.Empty<byte>(), 0);
        while (true)
        {
            var count = Read(text, buffer.AsSpan(carried)) + carried;
            var isLast = count < buffer.Length;
            if (start.Length == 0) start = buffer[..Math.Min(count, SampleSize)];
            carried = scan.Add(buffer.AsSpan(0, count), isLast);
            if (isLast) break;
            buffer.AsSpan(count - carried, carried).CopyTo(buffer);
        }

        if (scan.Length == 0) throw new HourglassException($"The file '{What(path)}' is {Got("empty")}; a table needs {Allowed("a line of names and at least one row")}.");
        var encoding = Choose(path, start, scan);
        var preamble = encoding.Preamble.Length > 0 && start.AsSpan().StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;
        var isWhole = scan.Length <= start.Length;
        var end = isWhole || encoding is not UTF8Encoding ? start.Length & (encoding is UnicodeEncoding ? ~1 : ~0) : Boundary(start);
        return new TextProbe(path, encoding, encoding.GetString(start.AsSpan(preamble..end)), isWhole, scan.HasMixedLines) { LastLetter = scan.LastLetter };
    });

    /// <summary>The text of the file.</summary>
    public StreamReader Open()
    {
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, Block, FileOptions.SequentialScan);
        return new StreamReader(Unzipped(Path, file), Encoding, detectEncodingFromByteOrderMarks: true, Block);
    }

    // Checks length and checksum at the end of the archive, which the stream of .NET does not: a file that is cut off would be read in part.
    private static Stream Unzipped(string path, Stream stream) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipInputStream(stream) : stream;

    /// <summary>Other formats under the name of a text file.</summary>
    private static void RequireText(string path, FileStream stream)
    {
        Span<byte> head = stackalloc byte[8];
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        head = head[..count];
        (string Kind, string Advice)? found = head.StartsWith("PAR1"u8) ? ("a Parquet file", "end its name with .parquet")
            : head.StartsWith("PK"u8) ? ("a ZIP archive or a spreadsheet", "save it as .csv")
            : head.StartsWith("SQLite "u8) ? ("a SQLite file", "end its name with .sqlite")
            : head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) && !path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? ("compressed", "end its name with .gz")
            : head.StartsWith("%PDF"u8) ? ("a PDF file", "save the table as .csv") : null;
        if (found is var (kind, advice)) throw new HourglassException($"The file '{What(path)}' is {Got(kind)}; {Allowed(advice)}.");
    }

    /// <exception cref="InvalidDataException">A compressed file is cut off or damaged.</exception>
    private static int Read(Stream text, Span<byte> buffer)
    {
        try
        {
            return text.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException)
        {
            throw new InvalidDataException($"its compressed content has no proper end: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static Encoding Choose(string path, byte[] start, Scan scan)
    {
        if (start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
        if (start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return new UnicodeEncoding(bigEndian: true, byteOrderMark: true);
        if (scan.Zeros > 0)
        {
            // Every second byte of mostly Latin text in UTF-16 is zero.
            var (even, odd) = (0, 0);
            for (var i = 0; i + 1 < start.Length; i += 2) (even, odd) = (even + (start[i] == 0 ? 1 : 0), odd + (start[i + 1] == 0 ? 1 : 0));
            if (odd > start.Length / 5 && even == 0) return new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
            if (even > start.Length / 5 && odd == 0) return new UnicodeEncoding(bigEndian: true, byteOrderMark: true);
            throw new HourglassException($"The file '{What(path)}' has {Got($"{scan.Zeros:N0} zero bytes")} and is thus not a text file; give " +
                $"{Allowed("a .csv, .tsv or .json file")}.");
        }

        if (scan.Invalid == 0) return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        if (scan.Sequences > scan.Invalid)
            throw new HourglassException($"{What($"Line {scan.FirstInvalidLine:N0} of '{path}'")} has {Got("bytes that are not UTF-8")} at byte " +
                $"{scan.FirstInvalidColumn:N0}, while {scan.Sequences:N0} other characters are; {Allowed("save the file in one encoding")}.");
        return Encoding.GetEncoding(1252);
    }

    /// <summary>The end of the last whole character.</summary>
    private static int Boundary(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.Length;
        while (end > 0 && end > bytes.Length - 4 && (bytes[end - 1] & 0xc0) == 0x80) end--;
        return end > 0 && bytes[end - 1] >= 0xc0 ? end - 1 : bytes.Length;
    }

    /// <summary>Counts over all bytes.</summary>
    private sealed class Scan
    {
        private long breaks;
        private long returns;
        private long pairs;
        private long lineStart;
        private bool endsInReturn;

        public long Length { get; private set; }

        public long Zeros { get; private set; }

        /// <summary>Bytes that are not UTF-8.</summary>
        public long Invalid { get; private set; }

        /// <summary>Characters of more than one byte.</summary>
        public long Sequences { get; private set; }

        public long FirstInvalidLine { get; private set; }

        public long FirstInvalidColumn { get; private set; }

        public byte LastLetter { get; private set; }

        public bool HasMixedLines => (pairs > 0 ? 1 : 0) + (breaks > pairs ? 1 : 0) + (returns > pairs ? 1 : 0) > 1;

        /// <summary>Adds a block, and returns how many bytes at its end belong to the next one.</summary>
        public int Add(ReadOnlySpan<byte> block, bool isLast)
        {
            var (whole, used) = (block.Length, isLast ? block.Length : Boundary(block));
            block = block[..used];
            Zeros += block.Count((byte)0);
            if (!System.Text.Ascii.IsValid(block)) Decode(block);
            var (line, carriage) = (block.Count((byte)'\n'), block.Count((byte)'\r'));
            breaks += line;
            returns += carriage;
            if (carriage > 0) pairs += block.Count("\r\n"u8);
            if (endsInReturn && block.Length > 0 && block[0] == '\n') pairs++;
            if (block.Length > 0) endsInReturn = block[^1] == '\r';
            if (block.LastIndexOfAnyExcept(" \t\r\n\0"u8) is >= 0 and var last) LastLetter = block[last];
            if (line > 0) lineStart = Length + block.LastIndexOf((byte)'\n') + 1;
            Length += used;
            return whole - used;
        }

        private void Decode(ReadOnlySpan<byte> block)
        {
            if (Utf8.IsValid(block))
            {
                foreach (var value in block) Sequences += value >= 0xc0 ? 1 : 0;
                return;
            }

            for (var at = 0; at < block.Length;)
            {
                if (block[at] < 0x80)
                {
                    at++;
                    continue;
                }

                var isValid = Rune.DecodeFromUtf8(block[at..], out _, out var length) == System.Buffers.OperationStatus.Done;
                if (isValid) Sequences++;
                else if (Invalid++ == 0)
                {
                    FirstInvalidLine = breaks + block[..at].Count((byte)'\n') + 1;
                    FirstInvalidColumn = block[..at].LastIndexOf((byte)'\n') is >= 0 and var last ? at - last : Length + at - lineStart + 1;
                }

                at += length;
            }
        }
    }
}
