namespace Hourglass.Evaluation.Disentanglement;

/// <summary>Whole numbers by their place among those that occur, so that nothing grows with how large they are.</summary>
/// <param name="Places">The place of each number's value among the different ones, smallest first: [count].</param>
/// <param name="Count">How many different ones there are.</param>
internal sealed record DistinctValues(int[] Places, int Count)
{
    /// <summary>Numbers the values that occur.</summary>
    public static DistinctValues Of(int[] values)
    {
        int[] different = [.. values.Distinct().Order()];
        return new(Array.ConvertAll(values, value => Array.BinarySearch(different, value)), different.Length);
    }
}
