using System.Buffers.Binary;
using System.IO.Compression;

namespace Hourglass.Data;

/// <summary>
/// Reads IDX files of unsigned bytes, the format of MNIST: 0, 0, 8 (ubyte), the number of dimensions, each dimension
/// as a big-endian 32-bit number, then the bytes. A gzip file is recognised by its first two bytes, not by its name.
/// </summary>
public static class IdxFile
{
    private const byte UnsignedByte = 8;
    private const int MostDimensions = 4;

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="HourglassException">The file is missing, truncated, corrupt, not IDX of unsigned bytes, or longer than its header says.</exception>
    public static IdxArray Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            var zipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            if (!zipped) return Read(file, path, file.Length);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            return Read(unzipped, path, available: null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HourglassException($"There is no file '{path}'; check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static IdxArray Read(Stream stream, string path, long? available)
    {
        Span<byte> header = stackalloc byte[4 + (4 * MostDimensions)];
        ReadWhole(stream, header[..4], path, 4, 0);
        if (header[0] != 0 || header[1] != 0)
            throw new HourglassException($"The file '{path}' is not an IDX file: it starts with {Convert.ToHexString(header[..4])} where 000008nn is expected; check that it is the right file.");
        if (header[2] != UnsignedByte)
            throw new HourglassException($"The IDX file '{path}' holds elements of type 0x{header[2]:X2}; only unsigned bytes (0x08) are read.");
        int rank = header[3];
        if (rank is 0 or > MostDimensions)
            throw new HourglassException($"The IDX file '{path}' has {rank} dimensions; 1 to {MostDimensions} are allowed.");
        var start = 4 + (4 * rank);
        ReadWhole(stream, header[4..start], path, start, 4);
        var dimensions = new int[rank];
        var length = 1L;
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + (4 * i))..]);
            // Four factors below 2^31 could overflow 64 bits, so the bound is checked at each.
            if (dimensions[i] <= 0 || (length *= dimensions[i]) > Array.MaxLength)
                throw new HourglassException($"The IDX file '{path}' claims the size {string.Join(" x ", dimensions[..(i + 1)])}; every dimension must be positive and the whole at most {Array.MaxLength:N0} bytes.");
        }
        if (available is { } known && known < start + length)
            throw Truncated(path, known, start + length);
        var data = GC.AllocateUninitializedArray<byte>((int)length);
        ReadWhole(stream, data, path, start + length, start);
        if (ReadSome(stream, header[..1], path, start + length, start + length) > 0)
            throw new HourglassException($"The IDX file '{path}' goes on after the {start + length:N0} bytes that its header promises; download or copy it again.");
        return new IdxArray(dimensions, data);
    }

    private static void ReadWhole(Stream stream, Span<byte> destination, string path, long expected, long before)
    {
        while (destination.Length > 0)
        {
            var read = ReadSome(stream, destination, path, expected, before);
            if (read == 0) throw Truncated(path, before, expected);
            before += read;
            destination = destination[read..];
        }
    }

    private static int ReadSome(Stream stream, Span<byte> destination, string path, long expected, long before)
    {
        try
        {
            return stream.Read(destination);
        }
        catch (InvalidDataException e)
        {
            throw new HourglassException($"The gzip file '{path}' is damaged after {before:N0} of {expected:N0} unpacked bytes; download or copy it again.", e);
        }
    }

    private static HourglassException Truncated(string path, long got, long expected) =>
        new($"The file '{path}' ends after {got:N0} of {expected:N0} bytes; download or copy it again.");
}
