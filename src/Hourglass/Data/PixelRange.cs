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

    /// <summary>The one range of pixels that are seen together; numbers that are not finite are passed over.</summary>
    public static PixelRange Of(params IEnumerable<float[]> lists)
    {
        var (least, most) = (0f, 1f);
        var (all, outside) = (0L, 0L);
        foreach (var list in lists)
        {
            all += list.Length;
            foreach (var value in list)
            {
                if (!float.IsFinite(value)) continue;
                if (value < -Overshoot || value > 1 + Overshoot) outside++;
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        return outside <= Share * all ? Unit : new PixelRange(least, most);
    }

    /// <summary>Carries pixels to [0, 1] in place.</summary>
    public void Fit(Span<float> pixels)
    {
        if (this == Unit) return;
        TensorPrimitives.Subtract(pixels, Black, pixels);
        TensorPrimitives.Divide(pixels, White - Black, pixels);
    }
}
