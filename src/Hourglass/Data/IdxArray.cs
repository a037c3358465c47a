using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hourglass.Data;

/// <summary>The content of an IDX file of unsigned bytes.</summary>
/// <param name="Dimensions">The size of each dimension, outermost first.</param>
/// <param name="Bytes">The elements, row-major; as many as the product of the dimensions.</param>
internal sealed record IdxArray(int[] Dimensions, byte[] Bytes)
{
    /// <summary>The header of an uncompressed file, before the elements.</summary>
    public byte[] Header()
    {
        var header = new byte[4 + (4 * Dimensions.Length)];
        header[2] = 8;
        header[3] = (byte)Dimensions.Length;
        for (var i = 0; i < Dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), Dimensions[i]);
        return header;
    }

    /// <summary>The MD5 of the uncompressed file in lower-case hex: the checksums that data sets are published with.</summary>
    public string Md5()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(Header());
        hash.AppendData(Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
