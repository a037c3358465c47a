using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Data;

/// <summary>Training examples drawn at random, for parts that are initialised with some of them.</summary>
internal static class DrawnExamples
{
    /// <summary>Overwrites rows with distinct examples; if there are fewer examples than rows, they repeat.</summary>
    /// <param name="rows">[count, size].</param>
    /// <param name="examples">The examples to draw from.</param>
    /// <param name="seed">Seed of the choice.</param>
    public static void CopyTo(Tensor rows, Examples examples, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var order = Randomness.Permutation(examples.Count, seed, RandomPurpose.StartingExamples);
        int[] chosen = [.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => order[i % order.Length])];
        using var reader = new BatchReader(examples, chosen.Length);
        rows.copy_(reader.Read(chosen).Rows);
    }
}
