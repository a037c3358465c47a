namespace Hourglass.Numerics;

/// <summary>
/// Bounds the size of a model's parts while they are built from a file: a description with sizes that its weights file does
/// not contain is rejected before memory is allocated. Every part announces its tensors before it creates them.
/// </summary>
internal static class WeightLimit
{
    // Small tensors that are not saved, such as masks, are created in addition to saved ones.
    private const double Spare = 1 << 20;

    [ThreadStatic]
    private static double? left;

    /// <summary>Builds something with at most this many saved numbers.</summary>
    /// <param name="numbers">Number of values in the file.</param>
    /// <param name="build">Builds it on this thread.</param>
    /// <exception cref="InvalidOperationException">The result would be larger.</exception>
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

    /// <summary>Announces a tensor that is about to be created.</summary>
    /// <exception cref="InvalidOperationException">It would exceed the limit, or a size is below 0.</exception>
    public static void Claim(params ReadOnlySpan<long> shape)
    {
        if (left is not { } free) return;
        var numbers = 1.0;
        foreach (var size in shape) numbers *= size < 0 ? double.PositiveInfinity : size;
        if (!(numbers <= free))
            throw new InvalidOperationException($"it describes a part of [{string.Join(", ", shape.ToArray())}] numbers, more than its weights file contains");
        left = free - numbers;
    }
}
