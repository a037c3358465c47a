using System.Buffers.Binary;

namespace Hourglass.Data;

/// <summary>The fields of a PNG file's first chunk that the picture library does not provide.</summary>
/// <param name="Bits">Bits per channel: 1, 2, 4, 8 or 16.</param>
/// <param name="Channels">Channels per pixel: 1 to 4.</param>
internal readonly record struct PngHeader(int Bits, int Channels)
{
    private const int Length = 26;

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Reads the start of a file and rewinds; null for other files.</summary>
    public static PngHeader? Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[Length];
        var read = stream.ReadAtLeast(start, Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read < Length || !start.StartsWith(Magic) || BinaryPrimitives.ReadUInt32BigEndian(start[8..]) != 13) return null;
        var channels = start[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return new PngHeader(start[24], channels);
    }

    /// <summary>Minimum number of bytes that the rows of a picture of this size deflate to.</summary>
    public long Least(long width, long height) => height * (1 + (((width * Bits * Channels) + 7) / 8)) / Deflate.MostPerByte;
}
