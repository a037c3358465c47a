namespace Hourglass.Data;

/// <summary>The side data of a list of examples.</summary>
/// <param name="Labels">One class index per example, or null.</param>
/// <param name="Conditions">Side columns: [count, columns], or null.</param>
/// <param name="Lengths">Number of real steps of each series, the others being padding, or null if all are real.</param>
/// <param name="Factors">The known factors of variation, or null.</param>
/// <param name="Classes">The names of the class indices, or null if they have none.</param>
public sealed record SideData(int[]? Labels = null, float[,]? Conditions = null, int[]? Lengths = null, FactorTable? Factors = null, ClassNames? Classes = null)
{
    /// <summary>No side data.</summary>
    public static SideData None { get; } = new();

    internal SideData Select(int[] positions) => new(
        Labels is null ? null : Array.ConvertAll(positions, i => Labels[i]),
        ConditionsOf(positions),
        Lengths is null ? null : Array.ConvertAll(positions, i => Lengths[i]),
        Factors?.Select(positions),
        Classes);

    /// <summary>The side columns at these positions: [positions, columns], or null.</summary>
    internal float[,]? ConditionsOf(ReadOnlySpan<int> positions)
    {
        if (Conditions is null) return null;
        var columns = Conditions.GetLength(1);
        var rows = new float[positions.Length, columns];
        for (var i = 0; i < positions.Length; i++)
            Buffer.BlockCopy(Conditions, positions[i] * columns * sizeof(float), rows, i * columns * sizeof(float), columns * sizeof(float));
        return rows;
    }

    /// <summary>Sets the padding of the series at <paramref name="indices"/> to 0, so that nothing depends on its values.</summary>
    /// <param name="indices">The indices of the examples.</param>
    /// <param name="shape">The shape of one example: 1 x steps x features.</param>
    /// <param name="values">Their values, example by example.</param>
    internal void ClearPadding(ReadOnlySpan<int> indices, DataShape shape, Span<float> values)
    {
        if (Lengths is null) return;
        for (var i = 0; i < indices.Length; i++)
        {
            var real = Lengths[indices[i]] * shape.Width;
            values.Slice((i * shape.Size) + real, shape.Size - real).Clear();
        }
    }

    /// <summary>Throws if something does not fit <paramref name="count"/> examples of this shape.</summary>
    internal void Require(int count, DataShape shape)
    {
        if (Labels is not null && Labels.Length != count)
            throw new HourglassException($"The {What("data")} has {Got(count)} examples but {Labels.Length} labels; give " +
                $"{Allowed("one label per example or none at all")}.");
        if (Labels is not null && Classes is not null && Array.FindIndex(Labels, label => label < 0 || label >= Classes.Count) is >= 0 and var outside)
            throw new HourglassException($"{What($"Label {outside}")} is {Got(Labels[outside])}, but there are {Classes.Count} classes: {Classes}; " +
                $"{Allowed($"labels are indices from 0 to {Classes.Count - 1}")}.");
        if (Conditions is not null && Conditions.GetLength(0) != count)
            throw new HourglassException($"The {What("data")} has {Got(count)} examples but {Conditions.GetLength(0)} rows of conditions; give " +
                $"{Allowed("one row per example or none at all")}.");
        if (Factors is not null && Factors.Count != count)
            throw new HourglassException($"The {What("data")} has {Got(count)} examples but {Factors.Count} rows of factors; give " +
                $"{Allowed("one row per example or none at all")}.");
        if (Lengths is null) return;
        if (Lengths.Length != count)
            throw new HourglassException($"The {What("data")} has {Got(count)} examples but {Lengths.Length} lengths; give " +
                $"{Allowed("one length per example or none at all")}.");
        if (shape.Channels != 1 || !shape.IsPicture)
            throw new HourglassException($"The {What("data")} has lengths but examples of shape {Got(shape)}; " +
                $"{Allowed("lengths belong to series of shape (count, steps, features)")}.");
        var bad = Array.FindIndex(Lengths, length => length < 1 || length > shape.Height);
        if (bad >= 0)
            throw new HourglassException($"{What($"Length {bad}")} is {Got(Lengths[bad])}; " +
                $"{Allowed($"a series of up to {shape.Height} steps has 1 to {shape.Height} real ones")}.");
    }
}
