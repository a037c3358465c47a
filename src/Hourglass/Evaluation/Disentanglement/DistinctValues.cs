namespace Hourglass.Evaluation.Disentanglement;

/// <summary>Whole numbers replaced by their rank among those that occur, so that memory does not grow with their size.</summary>
/// <param name="Places">The rank of each number among the distinct values, from the smallest: [count].</param>
/// <param name="Count">Number of distinct values.</param>
internal sealed record DistinctValues(int[] Places, int Count)
{
    /// <summary>Ranks the values that occur.</summary>
    public static DistinctValues Of(int[] values)
    {
        int[] different = [.. values.Distinct().Order()];
        return new(Array.ConvertAll(values, value => Array.BinarySearch(different, value)), different.Length);
    }
}
