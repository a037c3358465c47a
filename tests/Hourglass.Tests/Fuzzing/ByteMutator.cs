using System.Buffers.Binary;
using System.Text;

namespace Hourglass.Tests.Fuzzing;

/// <summary>
/// Damages valid files. The copy depends on (seed, index) alone, so that a failing case can be made again. Shared by every test that feeds damage to a reader;
/// <see cref="JsonMutator"/> damages documents by structure.
/// </summary>
/// <param name="seed">Another seed gives other damage.</param>
internal sealed class ByteMutator(int seed)
{
    /// <summary>Values at which sizes, signs and widths of integers go wrong.</summary>
    private static readonly long[] Edges =
    [
        0, 1, -1, 2, 16, 127, 128, 255, 256, short.MaxValue, short.MinValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 40,
            long.MaxValue, long.MinValue,
    ];

    private static readonly string[] Numbers = ["", "-1", "0", "00", "1e9", "1e999", "NaN", "4294967296", "99999999999", "9223372036854775807",
        "18446744073709551616", "-9223372036854775808", "0.5"];

    /// <summary>A damaged copy: one to four changes, of which one may shorten or lengthen the file. It can equal the valid file in rare cases.</summary>
    /// <param name="valid">At least one byte.</param>
    /// <param name="index">Number of the case, from 0.</param>
    /// <param name="other">Another valid file, of which a part may be spliced in; null for none.</param>
    public byte[] Mutate(byte[] valid, int index, byte[]? other = null)
    {
        var random = new Random(Mixed(seed, index));
        var damaged = valid;
        for (var changes = random.Next(1, 5); changes > 0 && damaged.Length > 0; changes--) damaged = Change(damaged, other, random);
        return damaged;
    }

    private static byte[] Change(byte[] bytes, byte[]? other, Random random) => random.Next(10) switch
    {
        0 or 1 => Flipped(bytes, random),
        2 or 3 => WithEdge(bytes, random),
        4 => WithNumber(bytes, random),
        5 => bytes[..random.Next(bytes.Length)],
        6 => Without(bytes, random),
        7 => Repeated(bytes, random),
        8 => Noise(bytes, random),
        _ => other is null ? Flipped(bytes, random) : Spliced(bytes, other, random),
    };

    /// <summary>Most formats are decided by their first bytes, so that half of the changes go there.</summary>
    private static int Place(int length, Random random) => random.Next(random.Next(2) == 0 ? Math.Min(length, 64) : length);

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var copy = bytes.ToArray();
        copy[Place(copy.Length, random)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private static byte[] WithEdge(byte[] bytes, Random random)
    {
        Span<byte> number = stackalloc byte[8];
        var value = Edges[random.Next(Edges.Length)];
        var width = 1 << random.Next(4);
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            number = number[..width];
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            number = number[^width..];
        }

        var copy = bytes.ToArray();
        var place = Place(copy.Length, random);
        number[..Math.Min(width, copy.Length - place)].CopyTo(copy.AsSpan(place));
        return copy;
    }

    /// <summary>Replaces a run of ASCII digits, as sizes stand in headers of text.</summary>
    private static byte[] WithNumber(byte[] bytes, Random random)
    {
        var start = Array.FindIndex(bytes, Place(bytes.Length, random), one => char.IsAsciiDigit((char)one));
        if (start < 0) return Flipped(bytes, random);
        var end = start;
        while (end < bytes.Length && char.IsAsciiDigit((char)bytes[end])) end++;
        return [.. bytes[..start], .. Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]), .. bytes[end..]];
    }

    private static byte[] Without(byte[] bytes, Random random)
    {
        var start = Place(bytes.Length, random);
        return [.. bytes[..start], .. bytes[(start + Span(bytes.Length - start, random))..]];
    }

    private static byte[] Repeated(byte[] bytes, Random random)
    {
        var start = Place(bytes.Length, random);
        var end = start + Span(bytes.Length - start, random);
        return [.. bytes[..end], .. bytes[start..]];
    }

    private static byte[] Noise(byte[] bytes, Random random)
    {
        var copy = bytes.ToArray();
        var start = Place(copy.Length, random);
        random.NextBytes(copy.AsSpan(start, Span(copy.Length - start, random)));
        return copy;
    }

    private static byte[] Spliced(byte[] bytes, byte[] other, Random random) =>
        [.. bytes[..Place(bytes.Length, random)], .. other[random.Next(other.Length)..]];

    private static int Span(int most, Random random) => Math.Min(most, 1 + random.Next(random.Next(2) == 0 ? 8 : 256));

    /// <summary>Unlike HashCode.Combine, the same in every process.</summary>
    private static int Mixed(int seed, int index) => unchecked((int)((((uint)seed * 0x9E3779B1) ^ ((uint)index * 0x85EBCA77)) * 0xC2B2AE3D));
}
