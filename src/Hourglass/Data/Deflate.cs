namespace Hourglass.Data;

/// <summary>
/// Bounds on the size of deflated data, as in .gz and .zip files, so that memory is allocated for what is possible instead of what a header claims.
/// </summary>
internal static class Deflate
{
    // The format's limit: a match of 258 bytes takes at least two bits.
    public const long MostPerByte = 1032;

    // Even a small file may contain an entire first block.
    private const long Slack = 1 << 10;

    /// <summary>Maximum number of bytes that this many deflated bytes can unpack to.</summary>
    public static long Most(long deflated) => Math.Max(deflated, Math.Min(deflated, long.MaxValue / (2 * MostPerByte)) * MostPerByte) + Slack;
}
