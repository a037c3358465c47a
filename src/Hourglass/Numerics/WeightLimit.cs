namespace Hourglass.Numerics;

/// <summary>
/// Bounds how many numbers the parts of a model may take while they are built from a file: a description that claims sizes which its weights file does
/// not hold is refused before memory is taken for them. Every part claims its tensors before it makes them.
/// </summary>
internal static class WeightLimit
{
    // Small tensors that are not saved, such as masks, are made beside those that are.
    private const double Spare = 1 << 20;

    [ThreadStatic]
    private static double? left;

    /// <summary>Builds something of no more than so many saved numbers.</summary>
    /// <param name="numbers">How many there are in the file.</param>
    /// <param name="build">Builds it on this thread.</param>
    /// <exception cref="InvalidOperationException">It would be larger.</exception>
    public static T Within<T>(long numbers, Func<T> build)
    {
        var outer = left;
        left = (2.0 * numbers) + Spare;
        try
        {
            return build();
        }
        finally
        {
            left = outer;
        }
    }

    /// <summary>Announces a tensor that is about to be made.</summary>
    /// <exception cref="InvalidOperationException">It would pass the limit, or a size is below 0.</exception>
    public static void Claim(params ReadOnlySpan<long> shape)
    {
        if (left is not { } free) return;
        var numbers = 1.0;
        foreach (var size in shape) numbers *= size < 0 ? double.PositiveInfinity : size;
        if (!(numbers <= free)) throw new InvalidOperationException($"it describes a part of [{string.Join(", ", shape.ToArray())}] numbers, more than the file of its weights holds");
        left = free - numbers;
    }
}
