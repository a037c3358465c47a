namespace Hourglass.Data;

/// <summary>Labels as stored in a file: whole numbers or texts, one per example.</summary>
/// <param name="Numbers">Whole numbers, or null.</param>
/// <param name="Texts">Texts, or null.</param>
internal sealed record LabelColumn(long[]? Numbers = null, string[]? Texts = null)
{
    public int Count => Numbers?.Length ?? Texts!.Length;

    /// <summary>The classes of several splits of one source together. A mixture of texts and numbers counts as texts.</summary>
    public static ClassNames Classes(params ReadOnlySpan<LabelColumn> splits)
    {
        var (numbers, texts) = (new List<long>(), new List<string>());
        foreach (var split in splits)
        {
            numbers.AddRange(split.Numbers ?? []);
            texts.AddRange(split.Texts ?? []);
        }

        return texts.Count == 0 ? ClassNames.Among(numbers) : ClassNames.Among(texts.Concat(ClassNames.Among(numbers)));
    }

    /// <summary>The index of each label.</summary>
    public int[] IndicesIn(ClassNames classes) => Numbers is { } numbers ? classes.IndicesOf(numbers) : classes.IndicesOf(Texts!);
}
