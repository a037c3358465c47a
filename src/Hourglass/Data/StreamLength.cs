namespace Hourglass.Data;

/// <summary>How many bytes a stream has, as far as it is known before reading: exactly, or at most if it is compressed.</summary>
/// <param name="Most">The number of bytes, or an upper bound.</param>
/// <param name="IsExact">Whether it has exactly as many.</param>
internal readonly record struct StreamLength(long Most, bool IsExact)
{
    public static StreamLength Exactly(long bytes) => new(bytes, true);

    public static StreamLength AtMost(long bytes) => new(bytes, false);
}
