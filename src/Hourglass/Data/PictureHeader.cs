namespace Hourglass.Data;

/// <summary>What a picture's file says before it is decoded.</summary>
/// <param name="Size">The size in pixels, seen upright.</param>
/// <param name="IsGrey">Whether the file says that it is grey.</param>
/// <param name="Is16Bit">Whether a channel has 16 bits.</param>
internal readonly record struct PictureHeader(PictureSize Size, bool IsGrey, bool Is16Bit);
