using SkiaSharp;

namespace Hourglass.Tests.Data;

/// <summary>Makes picture files for tests.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height, Func<int, int, SKColor> colour) => Encode(width, height, colour, SKEncodedImageFormat.Png);

    public static byte[] Png(int width, int height, SKColor colour) => Png(width, height, (_, _) => colour);

    public static byte[] Jpeg(int width, int height, Func<int, int, SKColor> colour) => Encode(width, height, colour, SKEncodedImageFormat.Jpeg);

    /// <summary>Adds an EXIF segment that says how the picture is turned (1 to 8).</summary>
    public static byte[] Turned(byte[] jpeg, byte orientation)
    {
        byte[] exif = [.. "Exif"u8, 0, 0, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], 0xff, 0xe1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static byte[] Encode(int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(x, y));
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }
}
