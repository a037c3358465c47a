using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The mean of c / (c + d^2) over c = 2 l s with s = 0.1, 0.2, 0.5, 1, 2, 5, 10, for l dimensions.</summary>
internal readonly struct MultiquadricSimilarity : ISimilarity
{
    private const float Count = 7;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Evaluate(Vector512<float> squared, float dimensions, out Vector512<float> slope)
    {
        var (similarity, steepness) = (Vector512<float>.Zero, Vector512<float>.Zero);
        Add(squared, 0.2f * dimensions, ref similarity, ref steepness);
        Add(squared, 0.4f * dimensions, ref similarity, ref steepness);
        Add(squared, 1f * dimensions, ref similarity, ref steepness);
        Add(squared, 2f * dimensions, ref similarity, ref steepness);
        Add(squared, 4f * dimensions, ref similarity, ref steepness);
        Add(squared, 10f * dimensions, ref similarity, ref steepness);
        Add(squared, 20f * dimensions, ref similarity, ref steepness);
        slope = steepness * (-1 / Count);
        return similarity * (1 / Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<float> squared, float width, ref Vector512<float> similarity, ref Vector512<float> steepness)
    {
        var part = Vector512.Create(width) / (squared + Vector512.Create(width));
        similarity += part;
        steepness += part * part * (1 / width);
    }
}
