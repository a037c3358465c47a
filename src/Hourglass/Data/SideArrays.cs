namespace Hourglass.Data;

/// <summary>The arrays of a file that go with an array of examples.</summary>
/// <param name="Labels">Labels, as many as examples, or null.</param>
/// <param name="Classes">The classes of the whole source, or null without labels.</param>
/// <param name="Conditions">Side columns (n, columns) or (n,), or null.</param>
/// <param name="Lengths">Real steps of each series (n,), or null.</param>
/// <param name="Factors">Factors of variation (n, factors), or null.</param>
internal sealed record SideArrays(LabelColumn? Labels = null, ClassNames? Classes = null, NpyArray? Conditions = null, NpyArray? Lengths = null,
    FactorArrays? Factors = null)
{
    public static SideArrays None { get; } = new();

    /// <summary>The arrays as side data of <paramref name="count"/> examples; <paramref name="name"/> is for error messages.</summary>
    public SideData Read(int count, string name) => new(
        Classes is null ? null : Labels!.IndicesIn(Classes),
        Conditions is null ? null : Columns(Conditions, count, name),
        Lengths is null ? null : Steps(Lengths, count, name),
        Factors?.Read(count, name),
        Classes);

    private static int[] Steps(NpyArray array, int count, string name)
    {
        var column = array.Dimensions is [_] or [_, 1];
        if (!column || array.Dimensions[0] != count)
            throw new HourglassException($"The lengths of '{What(name)}' have the shape {Got(array.ShapeText)} for {count:N0} examples; " +
                $"{Allowed($"one whole number per example is needed: ({count},)")}.");
        var values = array.Elements switch
        {
            long[] integers => integers,
            int[] integers => Array.ConvertAll(integers, value => (long)value),
            byte[] integers => Array.ConvertAll(integers, value => (long)value),
            bool[] flags => Array.ConvertAll(flags, value => value ? 1L : 0L),
            _ => Array.ConvertAll((float[])array.Elements, value => value == MathF.Floor(value) ? (long)value : -1L),
        };
        var bad = Array.FindIndex(values, value => value is < 0 or > int.MaxValue);
        return bad < 0 ? Array.ConvertAll(values, value => (int)value)
            : throw new HourglassException($"{What($"Length {bad} of '{name}'")} is {Got(array.Elements.GetValue(bad))}; " +
                $"{Allowed("lengths are counts of steps: whole numbers from 1")}.");
    }

    private static float[,] Columns(NpyArray array, int count, string name)
    {
        if (array.Dimensions is not ([_] or [_, > 0]) || array.Dimensions[0] != count)
            throw new HourglassException($"The conditions of '{What(name)}' have the shape {Got(array.ShapeText)} for {count:N0} examples; " +
                $"{Allowed($"one row of numbers per example is needed: ({count}, columns)")}.");
        var values = array.ToFloats();
        var columns = new float[count, values.Length / count];
        Buffer.BlockCopy(values, 0, columns, 0, values.Length * sizeof(float));
        return columns;
    }
}
