using SkiaSharp;

namespace Hourglass.Data;

/// <summary>How many pixels a picture file can contain, so that one whose header claims more is rejected before memory for them is allocated.</summary>
internal static class PictureCapacity
{
    // A block of 8 x 8 pixels takes at least one bit.
    private const long JpegPixelsAByte = 8 * 64;

    // A code of 12 bits stands for a string of fewer than 4096 pixels.
    private const long GifPixelsAByte = 4096 * 8 / 12;

    /// <summary>The formats that are read.</summary>
    public const string Formats = "PNG, JPEG, WebP, GIF and BMP";

    /// <summary>Whether a file of this format can hold a picture of these dimensions; null for a format that is not read.</summary>
    /// <param name="format">The format, as the picture library recognises it.</param>
    /// <param name="stream">The file, at its start; left there.</param>
    /// <param name="width">Width of the picture, or of the canvas of an animation.</param>
    /// <param name="height">Its height.</param>
    public static bool? Holds(SKEncodedImageFormat format, Stream stream, int width, int height)
    {
        var (pixels, length) = ((long)width * height, stream.Length);
        return format switch
        {
            SKEncodedImageFormat.Png => PngHeader.Read(stream) is not { } png || png.Least(width, height) <= length,
            SKEncodedImageFormat.Jpeg => pixels / JpegPixelsAByte <= length,
            SKEncodedImageFormat.Webp => WebPHeader.Read(stream) is not { } webp || pixels <= webp.Most(length),
            SKEncodedImageFormat.Gif => pixels / GifPixelsAByte <= length,
            SKEncodedImageFormat.Bmp => BmpHeader.Read(stream) is not { } bmp || bmp.Holds(width, height, length),
            _ => null,
        };
    }
}
