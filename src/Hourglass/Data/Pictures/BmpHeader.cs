using System.Buffers.Binary;

namespace Hourglass.Data;

/// <summary>The fields of a BMP file's header that the picture library does not provide.</summary>
/// <param name="Bits">Bits per pixel.</param>
/// <param name="IsRunLength">Whether runs of equal pixels are stored as their length and value.</param>
internal readonly record struct BmpHeader(int Bits, bool IsRunLength)
{
    private const int Length = 34;
    private const int FirstVersionLength = 12;
    private const uint RunLength8 = 1;
    private const uint RunLength4 = 2;

    // Two bytes store at most 255 pixels.
    private const long RunLengthPixelsAByte = 128;

    /// <summary>Reads the start of a file and rewinds; null for other files.</summary>
    public static BmpHeader? Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[Length];
        var read = stream.ReadAtLeast(start, Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read < Length || !start.StartsWith("BM"u8)) return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(start[14..]) == FirstVersionLength
            ? new BmpHeader(BinaryPrimitives.ReadUInt16LittleEndian(start[24..]), IsRunLength: false)
            : new BmpHeader(BinaryPrimitives.ReadUInt16LittleEndian(start[28..]),
                BinaryPrimitives.ReadUInt32LittleEndian(start[30..]) is RunLength8 or RunLength4);
    }

    /// <summary>Whether a file of this length can hold a picture of these dimensions; plain rows are padded to multiples of four bytes.</summary>
    public bool Holds(long width, long height, long length) => IsRunLength
        ? width * height / RunLengthPixelsAByte <= length
        : height * (((width * Bits) + 31) / 32 * 4) <= length;
}
