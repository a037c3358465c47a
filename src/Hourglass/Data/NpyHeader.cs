using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>
/// The header of a .npy file, versions 1.0, 2.0 and 3.0 (NumPy enhancement proposal 1 and numpy.lib.format): magic, version,
/// length, then a Python dictionary with the element type, the memory order and the shape.
/// </summary>
/// <param name="Type">NumPy's name of the element type, such as &lt;f4.</param>
/// <param name="FortranOrder">Whether the first index varies fastest.</param>
/// <param name="Dimensions">The size of each dimension, outermost first.</param>
internal sealed partial record NpyHeader(string Type, bool FortranOrder, int[] Dimensions)
{
    private const int LongestText = 1 << 20;
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Number of elements.</summary>
    public int Count => checked((int)LongCount);

    /// <summary>The same for arrays that are mapped, which can have more elements than an array in memory.</summary>
    public long LongCount => Dimensions.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>Whether the first byte of an element is the most significant.</summary>
    public bool IsBigEndian => Type[0] == '>';

    /// <summary>The element type without byte order, such as f4.</summary>
    public string Kind => Type.TrimStart('<', '>', '|', '=');

    /// <summary>Reads the header.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="most">The most elements that are allowed; null for those of an array in memory.</param>
    public static NpyHeader Read(ExactReader reader, string name, long? most = null)
    {
        Span<byte> start = stackalloc byte[12];
        reader.Read(start[..8], 8);
        if (!start[..6].SequenceEqual(Magic))
            throw new HourglassException($"'{What(name)}' is not a .npy file: it starts with {Got(Convert.ToHexString(start[..6]))} where 934E554D5059 is " +
                $"expected; {Allowed("check that it is the right file")}.");
        int version = start[6];
        if (version is < 1 or > 3)
            throw new HourglassException($"The .npy file '{What(name)}' has version {Got(version)}; {Allowed("1 to 3")} are supported.");
        var prefix = version == 1 ? 10 : 12;
        reader.Read(start[8..prefix], prefix);
        var length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > LongestText)
            throw new HourglassException($"The .npy file '{What(name)}' claims a header of {Got(length):N0} bytes; it is damaged or holds " +
                $"records, which are not supported.");
        var text = new byte[length];
        reader.Read(text, prefix + length);
        return Parse(Encoding.UTF8.GetString(text), name, most ?? Array.MaxLength);
    }

    /// <summary>The bytes of the header (version 1.0), padded so that the elements start at a multiple of 64.</summary>
    public byte[] Encode()
    {
        var shape = Dimensions.Length == 1 ? $"({Dimensions[0]},)" : $"({string.Join(", ", Dimensions)})";
        var text = $"{{'descr': '{Type}', 'fortran_order': {(FortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        var total = (10 + text.Length + 1 + 63) / 64 * 64;
        var bytes = new byte[total];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - 10));
        Encoding.ASCII.GetBytes(text.PadRight(total - 11) + "\n", bytes.AsSpan(10));
        return bytes;
    }

    private static NpyHeader Parse(string text, string name, long most)
    {
        var type = TypePattern.Match(text);
        var order = OrderPattern.Match(text);
        var shape = ShapePattern.Match(text);
        if (!type.Success && text.Contains("'descr'", StringComparison.Ordinal))
            throw new HourglassException($"The .npy file '{What(name)}' holds records with named fields; {Allowed("save each field as a separate array")}.");
        if (!type.Success || !order.Success || !shape.Success)
            throw new HourglassException($"The header of the .npy file '{What(name)}' cannot be parsed: '{Got(text.Trim())}'; " +
                $"{Allowed("save the array again")}.");
        var dimensions = new List<int>();
        var count = 1L;
        foreach (var part in shape.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, out var dimension) || (dimension > 0 && count > most / dimension))
                throw new HourglassException($"The .npy file '{What(name)}' claims the shape ({Got(shape.Groups["shape"].Value.Trim())}); " +
                    $"{Allowed($"at most {most:N0} elements")} can be read.");
            count *= dimension;
            dimensions.Add(dimension);
        }
        return new NpyHeader(type.Groups["type"].Value, order.Groups["order"].Value is "True", [.. dimensions]);
    }

    [GeneratedRegex(@"['""]descr['""]\s*:\s*['""](?<type>[^'""]+)['""]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypePattern { get; }

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*(?<order>True|False)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OrderPattern { get; }

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\((?<shape>[0-9,\s]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShapePattern { get; }
}
