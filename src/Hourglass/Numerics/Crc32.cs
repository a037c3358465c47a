namespace Hourglass.Numerics;

/// <summary>The checksum of zip entries (ISO 3309, reversed polynomial 0xEDB88320); .NET's zip reader does not verify it.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    /// <summary>Continues the checksum <paramref name="crc"/> (0 at the start) with <paramref name="bytes"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        crc = ~crc;
        foreach (var value in bytes) crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }
}
