using System.Buffers.Binary;
using System.IO.Compression;

namespace Hourglass.Data;

/// <summary>
/// Reads IDX files of unsigned bytes, the format of MNIST: 0, 0, 8 (ubyte), the number of dimensions, each dimension
/// as a big-endian 32-bit number, then the bytes. A gzip file is recognised by its first two bytes, not by its name.
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;
    private const int MostDimensions = 4;

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="HourglassException">The file is missing, truncated, corrupt, not IDX of unsigned bytes, or longer than its header says.</exception>
    public static IdxArray Read(string path) => InputFile.Read(path, file =>
    {
        var zipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        if (!zipped) return Read(file, path, StreamLength.Exactly(file.Length));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        return Read(unzipped, path, StreamLength.AtMost(Deflate.Most(file.Length)));
    });

    private static IdxArray Read(Stream stream, string path, StreamLength available)
    {
        var reader = new ExactReader(stream, path, available);
        Span<byte> header = stackalloc byte[4 + (4 * MostDimensions)];
        reader.Read(header[..4], 4);
        if (header[0] != 0 || header[1] != 0)
            throw new HourglassException($"The file '{What(path)}' is not an IDX file: it starts with {Got(Convert.ToHexString(header[..4]))} where " +
                $"000008nn is expected; {Allowed("check that it is the right file")}.");
        if (header[2] != UnsignedByte)
            throw new HourglassException($"The IDX file '{What(path)}' holds elements of type 0x{Got(header[2]):X2}; only " +
                $"{Allowed("unsigned bytes (0x08)")} are read.");
        int rank = header[3];
        if (rank is 0 or > MostDimensions)
            throw new HourglassException($"The IDX file '{What(path)}' has {Got(rank)} dimensions; {Allowed($"1 to {MostDimensions}")} are allowed.");
        var start = 4 + (4 * rank);
        reader.Read(header[4..start], start);
        var dimensions = new int[rank];
        var length = 1L;
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + (4 * i))..]);
            // Four factors below 2^31 could overflow 64 bits, so the bound is checked after each.
            if (dimensions[i] <= 0 || (length *= dimensions[i]) > Array.MaxLength)
                throw new HourglassException($"The IDX file '{What(path)}' claims the size {Got(string.Join(" x ", dimensions[..(i + 1)]))}; " +
                    $"{Allowed($"every dimension must be positive and the total at most {Array.MaxLength:N0} bytes")}.");
        }
        // Before memory is allocated: a damaged header may claim any size.
        reader.RequireLength(start + length);
        var data = GC.AllocateUninitializedArray<byte>((int)length);
        reader.Read(data, start + length);
        reader.End();
        return new IdxArray(dimensions, data);
    }
}
