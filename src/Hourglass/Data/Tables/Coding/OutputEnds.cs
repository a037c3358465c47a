namespace Hourglass.Data;

/// <summary>Where the outputs of a decoder for each column end.</summary>
internal static class OutputEnds
{
    /// <summary>One past the last output of each column.</summary>
    public static int[] Of(IEnumerable<ColumnBlock> blocks)
    {
        var end = 0;
        return [.. blocks.Select(block => end += block.Outputs)];
    }

    /// <summary>The outputs of each column.</summary>
    public static long[] Widths(int[] ends) => [.. ends.Select((end, j) => (long)(j == 0 ? end : end - ends[j - 1]))];
}
