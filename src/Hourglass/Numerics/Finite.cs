using System.Numerics;
using System.Runtime.InteropServices;

namespace Hourglass.Numerics;

/// <summary>Finds numbers that are NaN or infinite.</summary>
internal static class Finite
{
    /// <summary>The position of the first value that is NaN or infinite, or -1.</summary>
    public static int IndexOfOther(ReadOnlySpan<float> values)
    {
        // x - x is 0 for every finite x and NaN for every other.
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var i = 0;
        while (i < vectors.Length && Vector.EqualsAll(vectors[i] - vectors[i], Vector<float>.Zero)) i++;
        for (i *= Vector<float>.Count; i < values.Length; i++)
            if (!float.IsFinite(values[i])) return i;
        return -1;
    }

    /// <summary>Throws if a value is NaN or infinite, and names its row and column; <paramref name="name"/> names the source of the values.</summary>
    /// <exception cref="HourglassException">A value is not finite.</exception>
    public static void Require(ReadOnlySpan<float> values, int columns, string name, int firstRow = 0)
    {
        if (IndexOfOther(values) is not (>= 0 and var bad)) return;
        throw new HourglassException($"'{What(name)}' has {Got(values[bad])} at row {firstRow + (bad / columns)}, column {bad % columns} (counted from 0); " +
            $"every value must be finite: {Allowed("remove or fill it first")}.");
    }
}
