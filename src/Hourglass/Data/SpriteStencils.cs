namespace Hourglass.Data;

/// <summary>The 720 drawings of <see cref="Sprites"/> before they are moved to their position: one for each shape, scale and rotation.</summary>
internal static class SpriteStencils
{
    /// <summary>Pixels along each side of a stencil; no sprite extends beyond it.</summary>
    public const int Side = 32;

    private const double Radius = Side / 2.0;
    private const double SmallestScale = 0.5;

    // Slightly off the corner of four pixels: there, similar rotations of a square would often have the same pixels.
    private const double CentreX = Radius + 0.25;
    private const double CentreY = Radius + 0.1;

    private static readonly Lazy<float[]> All = new(DrawAll);

    /// <summary>The pixels of one drawing, 0 or 1, row by row: [Side x Side].</summary>
    public static ReadOnlySpan<float> Of(int shape, int scale, int rotation) =>
        All.Value.AsSpan(((((shape * Sprites.Scales) + scale) * Sprites.Rotations) + rotation) * Side * Side, Side * Side);

    private static float[] DrawAll()
    {
        var all = new float[Sprites.Shapes * Sprites.Scales * Sprites.Rotations * Side * Side];
        Concurrently.For(all.Length / (Side * Side), drawing =>
        {
            var rotation = drawing % Sprites.Rotations;
            var scale = drawing / Sprites.Rotations % Sprites.Scales;
            Draw(drawing / (Sprites.Rotations * Sprites.Scales), scale, rotation, all.AsSpan(drawing * Side * Side, Side * Side));
        });
        return all;
    }

    private static void Draw(int shape, int scale, int rotation, Span<float> pixels)
    {
        // The last rotation is a full turn: the same picture as the first, as in dSprites.
        var angle = Math.Tau * (rotation % (Sprites.Rotations - 1)) / (Sprites.Rotations - 1);
        var (sine, cosine) = Math.SinCos(angle);
        var size = Radius * (SmallestScale + ((1 - SmallestScale) * scale / (Sprites.Scales - 1)));
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var (x, y) = ((column + 0.5 - CentreX) / size, (row + 0.5 - CentreY) / size);
                pixels[(row * Side) + column] = Holds(shape, (cosine * x) + (sine * y), (cosine * y) - (sine * x)) ? 1 : 0;
            }
        }
    }

    /// <summary>Whether a shape, upright and within the unit circle, covers a point; y points downwards.</summary>
    private static bool Holds(int shape, double x, double y) => shape switch
    {
        0 => Math.Max(Math.Abs(x), Math.Abs(y)) <= 0.68,
        1 => Square(x / 0.95) + Square(y / 0.55) <= 1,
        _ => IsInHeart(1.37 * x, 0.12 - (1.37 * y)),
    };

    /// <summary>The curve (x^2 + y^2 - 1)^3 = x^2 y^3.</summary>
    private static bool IsInHeart(double x, double y)
    {
        var disk = Square(x) + Square(y) - 1;
        return disk * disk * disk <= Square(x) * y * y * y;
    }

    private static double Square(double value) => value * value;
}
