namespace Hourglass.Data;

/// <summary>Pictures of <see cref="Sprites"/> that are drawn on each read. Their labels are the shapes.</summary>
internal sealed class SpriteExamples : Examples
{
    private readonly int[] numbers;

    /// <summary>The pictures with these numbers, each from 0 to <see cref="Sprites.Count"/> - 1; see <see cref="Sprites.Number"/>.</summary>
    public SpriteExamples(int[] numbers)
        : base(numbers.Length, new DataShape(1, Sprites.Side, Sprites.Side), Beside(numbers)) => this.numbers = numbers;

    /// <inheritdoc/>
    internal override ValueKind Kind => ValueKind.Binary;

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        for (var i = 0; i < indices.Length; i++) Draw(numbers[indices[i]], destination.Slice(i * Shape.Size, Shape.Size));
    }

    private static SideData Beside(int[] numbers)
    {
        if (Array.FindIndex(numbers, number => number is < 0 or >= Sprites.Count) is >= 0 and var bad)
            throw new HourglassException($"There is no {What("sprite")} {Got(numbers[bad])}; {Allowed($"they are numbered from 0 to {Sprites.Count - 1}")}.");
        var factors = Sprites.FactorsOf(numbers);
        return new SideData(factors.Column(0), Factors: factors, Classes: Sprites.ShapeNames);
    }

    private static void Draw(int number, Span<float> picture)
    {
        var (drawing, place) = Math.DivRem(number, Sprites.Places * Sprites.Places);
        var (x, y) = Math.DivRem(place, Sprites.Places);
        var (looks, rotation) = Math.DivRem(drawing, Sprites.Rotations);
        var (shape, scale) = Math.DivRem(looks, Sprites.Scales);
        var stencil = SpriteStencils.Of(shape, scale, rotation);
        picture.Clear();
        for (var row = 0; row < SpriteStencils.Side; row++)
            stencil.Slice(row * SpriteStencils.Side, SpriteStencils.Side).CopyTo(picture[(((y + row) * Sprites.Side) + x)..]);
    }
}
