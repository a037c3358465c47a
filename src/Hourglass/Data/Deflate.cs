namespace Hourglass.Data;

/// <summary>How much deflated data, as in .gz and .zip files, can hold, so that memory is taken for what can be there and not for what a header claims.</summary>
internal static class Deflate
{
    // The format's limit: a match of 258 bytes takes two bits at the least.
    public const long MostPerByte = 1032;

    // A file of few bytes may hold a whole first block.
    private const long Slack = 1 << 10;

    /// <summary>The most bytes that so many deflated ones unpack to.</summary>
    public static long Most(long deflated) => Math.Max(deflated, Math.Min(deflated, long.MaxValue / (2 * MostPerByte)) * MostPerByte) + Slack;

    /// <summary>The same, where the archive itself says how many there are.</summary>
    public static long Most(long deflated, long claimed) => Math.Min(claimed, Most(deflated));
}
