using System.Buffers.Binary;

namespace Hourglass.Data;

/// <summary>
/// The frames of a WebP file (RFC 9649). A lossy frame (VP8) takes bits for each block of pixels; a lossless one (VP8L) may take none for a picture of one
/// colour, but has its size in its own header.
/// </summary>
/// <param name="LosslessPixels">Pixels of all lossless frames, according to their headers.</param>
internal readonly record struct WebPHeader(long LosslessPixels)
{
    // The modes of a block of 16 x 16 pixels take at least one bit (RFC 6386, section 11).
    private const long PixelsAByte = 8 * 16 * 16;
    private const int RiffLength = 12;
    private const int ChunkHeaderLength = 8;
    private const int FrameHeaderLength = 16;
    private const int LosslessHeaderLength = 5;
    private const byte LosslessSignature = 0x2f;
    private const int SideMask = 0x3fff;
    private const int SideBits = 14;

    /// <summary>Reads the headers of all frames and rewinds; null for other files.</summary>
    public static WebPHeader? Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[RiffLength];
        var read = stream.ReadAtLeast(start, RiffLength, throwOnEndOfStream: false);
        var header = read == RiffLength && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8) ? new WebPHeader(Lossless(stream)) : (WebPHeader?)null;
        stream.Position = 0;
        return header;
    }

    /// <summary>Maximum number of pixels of a file of this length, with those of an animation's canvas that no lossless frame covers.</summary>
    public long Most(long length) => LosslessPixels + (PixelsAByte * length);

    private static long Lossless(Stream stream)
    {
        Span<byte> chunk = stackalloc byte[ChunkHeaderLength + LosslessHeaderLength];
        var pixels = 0L;
        for (long next = RiffLength; next + ChunkHeaderLength <= stream.Length;)
        {
            stream.Position = next;
            var read = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            if (read == chunk.Length && chunk.StartsWith("VP8L"u8) && chunk[ChunkHeaderLength] == LosslessSignature)
            {
                var sides = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(ChunkHeaderLength + 1)..]);
                pixels += ((sides & SideMask) + 1L) * (((sides >> SideBits) & SideMask) + 1L);
            }

            // The chunks of a frame of an animation lie inside its own.
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            next += ChunkHeaderLength + (chunk.StartsWith("ANMF"u8) ? FrameHeaderLength : size + (size & 1));
        }

        return pixels;
    }
}
