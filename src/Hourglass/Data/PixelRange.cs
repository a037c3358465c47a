using System.Numerics.Tensors;

namespace Hourglass.Data;

/// <summary>
/// The values drawn black and white. Pictures are numbers in [0, 1], where overshoot of models is clipped; pictures in other units are drawn by their range.
/// </summary>
/// <param name="Black">The value drawn black.</param>
/// <param name="White">The value drawn white; above <see cref="Black"/>.</param>
public readonly record struct PixelRange(float Black, float White)
{
    // Values this far outside [0, 1], in this fraction of the pixels, are not overshoot of a decoder.
    private const float Overshoot = 1;
    private const double Share = 0.02;

    /// <summary>The range [0, 1].</summary>
    public static PixelRange Unit { get; } = new(0, 1);

    /// <summary>The common range of lists of pixels that are shown together; non-finite numbers are ignored.</summary>
    public static PixelRange Of(IEnumerable<float[]> lists)
    {
        var seen = new Extent();
        foreach (var list in lists) seen.Add(list);
        return seen.Range;
    }

    /// <summary>The range of one list.</summary>
    public static PixelRange Of(ReadOnlySpan<float> pixels)
    {
        var seen = new Extent();
        seen.Add(pixels);
        return seen.Range;
    }

    /// <summary>Maps pixels to [0, 1] in place.</summary>
    public void Fit(Span<float> pixels)
    {
        if (this == Unit) return;
        TensorPrimitives.Subtract(pixels, Black, pixels);
        TensorPrimitives.Divide(pixels, White - Black, pixels);
    }

    /// <summary>The smallest and largest value of pixels.</summary>
    private sealed class Extent
    {
        private float least;
        private float most = 1;
        private long count;
        private long outside;

        public PixelRange Range => outside <= Share * count ? Unit : new PixelRange(least, most);

        public void Add(ReadOnlySpan<float> pixels)
        {
            count += pixels.Length;
            foreach (var value in pixels)
            {
                if (!float.IsFinite(value)) continue;
                if (value is < -Overshoot or > 1 + Overshoot) outside++;
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }
    }
}
