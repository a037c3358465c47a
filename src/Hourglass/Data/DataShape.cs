namespace Hourglass.Data;

/// <summary>The shape of one example, channels first: a picture is [channels, height, width], a row of numbers [n, 1, 1].</summary>
/// <param name="Channels">Colour channels of a picture, or the number of features of a row; at least 1.</param>
/// <param name="Height">Rows of a picture; 1 for a row of numbers.</param>
/// <param name="Width">Columns of a picture; 1 for a row of numbers.</param>
public readonly record struct DataShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in one example.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>Whether an example is a picture (and not a row of numbers).</summary>
    public bool IsPicture => Height > 1 || Width > 1;

    /// <summary>The shape of a row of <paramref name="features"/> numbers.</summary>
    public static DataShape Row(int features) => new(features, 1, 1);

    /// <inheritdoc/>
    public override string ToString() => IsPicture ? $"{Channels}x{Height}x{Width}" : $"{Channels}";
}
