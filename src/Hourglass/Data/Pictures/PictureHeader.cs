namespace Hourglass.Data;

/// <summary>The header of a picture file.</summary>
/// <param name="Size">The size in pixels, in upright orientation.</param>
/// <param name="IsGrey">Whether the file is declared grey.</param>
/// <param name="Is16Bit">Whether a channel has 16 bits.</param>
internal readonly record struct PictureHeader(PictureSize Size, bool IsGrey, bool Is16Bit);
