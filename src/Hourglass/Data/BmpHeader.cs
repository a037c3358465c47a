using System.Buffers.Binary;

namespace Hourglass.Data;

/// <summary>The header of a BMP file whose rows are not compressed.</summary>
/// <param name="Bits">Bits per pixel.</param>
internal readonly record struct BmpHeader(int Bits)
{
    private const int Length = 34;
    private const uint Plain = 0;
    private const uint PlainWithMasks = 3;

    /// <summary>Reads the start of a file and rewinds; null for other files and for compressed rows.</summary>
    public static BmpHeader? Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[Length];
        var read = stream.ReadAtLeast(start, Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read < Length || !start.StartsWith("BM"u8) || BinaryPrimitives.ReadUInt32LittleEndian(start[14..]) < 40) return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(start[30..]) is Plain or PlainWithMasks
            ? new BmpHeader(BinaryPrimitives.ReadUInt16LittleEndian(start[28..]))
            : null;
    }

    /// <summary>Size in bytes of a picture of these dimensions: rows are padded to multiples of four.</summary>
    public long Least(long width, long height) => height * (((width * Bits) + 31) / 32 * 4);
}
