using System.Numerics.Tensors;

namespace Hourglass.Data;

/// <summary>What is drawn black and what white. Pictures are numbers in [0, 1], and what models overshoot is cut; pictures in other units are drawn by what they span.</summary>
/// <param name="Black">Drawn black.</param>
/// <param name="White">Drawn white; above <see cref="Black"/>.</param>
public readonly record struct PixelRange(float Black, float White)
{
    // So far beyond [0, 1], and so many pixels of it, are no longer a decoder's overshoot.
    private const float Overshoot = 1;
    private const double Share = 0.02;

    /// <summary>That of [0, 1].</summary>
    public static PixelRange Unit { get; } = new(0, 1);

    /// <summary>The one range of lists of pixels that are seen together; numbers that are not finite are passed over.</summary>
    public static PixelRange Of(IEnumerable<float[]> lists)
    {
        var seen = new Extent();
        foreach (var list in lists) seen.Add(list);
        return seen.Range;
    }

    /// <summary>That of one list.</summary>
    public static PixelRange Of(ReadOnlySpan<float> pixels)
    {
        var seen = new Extent();
        seen.Add(pixels);
        return seen.Range;
    }

    /// <summary>Carries pixels to [0, 1] in place.</summary>
    public void Fit(Span<float> pixels)
    {
        if (this == Unit) return;
        TensorPrimitives.Subtract(pixels, Black, pixels);
        TensorPrimitives.Divide(pixels, White - Black, pixels);
    }

    /// <summary>What pixels span.</summary>
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
