namespace Hourglass.Data;

/// <summary>The arrays of a file that define a table of factors.</summary>
/// <param name="Values">Whole numbers from 0 (n, factors) or (n,).</param>
/// <param name="All">The values of every split of the file, so that a factor has the same size in all of them.</param>
/// <param name="Names">One text per factor, or null for factor_0, factor_1 and so on.</param>
/// <param name="Ordered">True and false (factors,), or null if every factor is ordered.</param>
internal sealed record FactorArrays(NpyArray Values, IReadOnlyList<NpyArray> All, IReadOnlyList<string>? Names, NpyArray? Ordered)
{
    /// <summary>The arrays as a table of <paramref name="count"/> examples; <paramref name="name"/> is for error messages.</summary>
    public FactorTable Read(int count, string name)
    {
        if (Values.Dimensions is not ([_] or [_, > 0]) || Values.Dimensions[0] != count)
            throw new HourglassException($"The factors of '{What(name)}' have the shape {Got(Values.ShapeText)} for {count:N0} examples; " +
                $"{Allowed($"one row of whole numbers per example is needed: ({count}, factors)")}.");
        var columns = Width(Values);
        if (All.Any(other => Width(other) != columns))
            throw new HourglassException($"The factors that go with '{What(name)}' have {Got(string.Join(" and ", All.Select(Width)))} columns; " +
                $"{Allowed("training and test examples must have the same factors")}.");
        var sizes = new int[columns];
        foreach (var array in All)
        {
            var all = Numbers(array, name);
            for (var i = 0; i < all.Length; i++) sizes[i % columns] = Math.Max(sizes[i % columns], all[i] + 1);
        }

        var names = NamesOf(columns, name);
        var ordered = OrderedOf(columns, name);
        var values = new int[count, columns];
        Buffer.BlockCopy(Numbers(Values, name), 0, values, 0, values.Length * sizeof(int));
        return new FactorTable([.. sizes.Select((size, k) => new Factor(names[k], size, ordered[k]))], values);
    }

    private static int Width(NpyArray array) => array.Dimensions is [_, var columns] ? columns : 1;

    private static int[] Numbers(NpyArray array, string name)
    {
        var columns = Width(array);
        return [.. array.ToFloats().Select((value, i) => value >= 0 && value < int.MaxValue / 2 && value == MathF.Floor(value) ? (int)value
            : throw new HourglassException($"{What($"Factor {i % columns} of example {i / columns} of '{name}'")} is {Got(array.Elements.GetValue(i))}; " +
                $"factors are {Allowed("whole numbers from 0: number their values")}."))];
    }

    private IReadOnlyList<string> NamesOf(int columns, string name)
    {
        if (Names is null) return [.. Enumerable.Range(0, columns).Select(k => $"factor_{k}")];
        return Names.Count == columns ? Names
            : throw new HourglassException($"The array 'factor_names' that goes with '{What(name)}' has {Got(Names.Count)} texts for {columns} factors; " +
                $"{Allowed("save one per factor, such as np.array(['size', 'colour'])")}.");
    }

    private bool[] OrderedOf(int columns, string name)
    {
        if (Ordered is null) return [.. Enumerable.Repeat(true, columns)];
        return Ordered.Elements is bool[] flags && flags.Length == columns ? flags
            : throw new HourglassException($"The array 'factor_ordered' that goes with '{What(name)}' does not have {Got(columns)} values true or false; " +
                $"{Allowed("save one per factor, such as np.array([True, False])")}.");
    }
}
