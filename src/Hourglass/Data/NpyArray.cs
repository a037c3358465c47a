using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>An array as NumPy stores it, row-major.</summary>
public sealed class NpyArray
{
    /// <summary>Wraps <paramref name="elements"/> (byte[], bool[], int[], long[] or float[]) without copying.</summary>
    /// <exception cref="HourglassException">The number of elements is not the product of the dimensions, or the element type is not one of these.</exception>
    public NpyArray(Array elements, params int[] dimensions)
    {
        if (elements is not (byte[] or bool[] or int[] or long[] or float[]))
            throw new HourglassException($"An {What("array")} of {Got(elements.GetType().GetElementType())} was given; " +
                $"{Allowed("byte, bool, int, long and float")} are allowed.");
        var count = dimensions.Aggregate(1L, (product, dimension) => product * dimension);
        if (count != elements.Length)
            throw new HourglassException($"{Got(elements.Length)} {What("elements")} do not fill the shape ({string.Join(", ", dimensions)}), which takes " +
                $"{count}.");
        Elements = elements;
        Dimensions = dimensions;
    }

    /// <summary>The size of each dimension, outermost first; empty for a single number.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>
    /// The elements, row-major: byte[] (NumPy's u1), bool[] (b1), int[] (i1, i2, i4, u2), long[] (i8, u4) or float[] (f2, f4, f8).
    /// </summary>
    public Array Elements { get; }

    /// <summary>The shape as NumPy prints it.</summary>
    public string ShapeText => Text(Dimensions);

    /// <summary>The elements as 32-bit numbers: the same array if it contains such numbers, else a copy (bytes are not scaled).</summary>
    public float[] ToFloats() => Elements switch
    {
        float[] values => values,
        byte[] values => Array.ConvertAll(values, value => (float)value),
        bool[] values => Array.ConvertAll(values, value => value ? 1f : 0f),
        int[] values => Array.ConvertAll(values, value => (float)value),
        _ => Array.ConvertAll((long[])Elements, value => (float)value),
    };

    /// <summary>A shape as NumPy prints it.</summary>
    internal static string Text(IReadOnlyList<int> dimensions) => dimensions.Count == 1 ? $"({dimensions[0]},)" : $"({string.Join(", ", dimensions)})";

    /// <summary>Throws if a value is NaN or infinite, and names its row and column; <paramref name="name"/> names the source of the array.</summary>
    /// <exception cref="HourglassException">A value is not finite.</exception>
    internal void RequireFinite(string name)
    {
        if (Elements is float[] values) Finite.Require(values, Dimensions.Count == 0 ? 1 : values.Length / Math.Max(Dimensions[0], 1), name);
    }
}
