using System.Globalization;
using SkiaSharp;

namespace Hourglass.LargeBench;

/// <summary>A folder of coloured JPEG files of 64 x 64 pixels.</summary>
internal static class MadeImages
{
    private const int Side = 64;
    private const int Folder = 1000;
    private const int Quality = 90;

    /// <summary>Writes the images, a thousand in each sub-folder.</summary>
    public static void Write(string path, int count) => Parallel.For(0, count, i =>
    {
        var folder = Path.Combine(path, (i / Folder).ToString("0000", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        var random = new Random(i);
        using var bitmap = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Colour());
        for (var shape = 0; shape < 8; shape++)
        {
            using var paint = new SKPaint { Color = Colour(), IsAntialias = true };
            canvas.DrawCircle(random.Next(Side), random.Next(Side), random.Next(2, Side / 3), paint);
        }

        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        using var file = File.Create(Path.Combine(folder, $"{i:0000000}.jpg"));
        encoded.SaveTo(file);

        SKColor Colour() => new((uint)random.NextInt64(1L << 24) | 0xff000000);
    });
}
