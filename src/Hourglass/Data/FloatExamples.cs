using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Rows or pictures stored as 32-bit numbers, which the model reads unchanged.</summary>
public sealed class FloatExamples : Examples
{
    private readonly float[] values;

    /// <summary>Wraps <paramref name="values"/> (count x shape.Size, row-major) without copying.</summary>
    /// <exception cref="HourglassException">The length is not a whole number of examples, or a value is NaN or infinite.</exception>
    public FloatExamples(float[] values, DataShape shape, int[]? labels = null, ClassNames? classes = null)
        : this(values, shape, labels, classes, areFinite: false)
    {
    }

    private FloatExamples(float[] values, DataShape shape, int[]? labels, ClassNames? classes, bool areFinite)
        : base(values.Length / shape.Size, shape, new SideData(labels, Classes: classes))
    {
        if (values.Length % shape.Size != 0)
            throw new HourglassException($"{Got(values.Length)} {What("numbers")} are not a whole number of examples of shape {shape}; give " +
                $"{Allowed($"a multiple of {shape.Size}")}.");
        var bad = areFinite ? -1 : Finite.IndexOfOther(values);
        if (bad >= 0)
            throw new HourglassException($"{What($"Example {bad / shape.Size}, feature {bad % shape.Size}")} is {Got(values[bad])}; every value must be " +
                $"finite: {Allowed("remove or fill it first")}.");
        this.values = values;
    }

    /// <summary>The same for values that are known to be finite, as those of a file whose reader has checked them.</summary>
    internal static FloatExamples OfFinite(float[] values, DataShape shape, int[]? labels = null, ClassNames? classes = null) =>
        new(values, shape, labels, classes, areFinite: true);

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        var size = Shape.Size;
        for (var i = 0; i < indices.Length; i++)
            values.AsSpan(indices[i] * size, size).CopyTo(destination.Slice(i * size, size));
    }
}
