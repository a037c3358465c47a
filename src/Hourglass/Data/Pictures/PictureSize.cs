namespace Hourglass.Data;

/// <summary>The size of a picture in pixels.</summary>
/// <param name="Height">Rows; at least 1.</param>
/// <param name="Width">Columns; at least 1.</param>
public readonly record struct PictureSize(int Height, int Width)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Height}x{Width}";
}
