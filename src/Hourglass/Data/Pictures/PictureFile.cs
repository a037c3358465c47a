using System.Runtime.InteropServices;
using Hourglass.Files;
using SkiaSharp;

namespace Hourglass.Data;

/// <summary>Reads single PNG, JPEG, WebP, GIF (its first picture) and BMP files, upright and on white, and writes PNG files.</summary>
public static class PictureFile
{
    // Larger ones are decoded one at a time.
    private const long ManyPixels = 1 << 24;

    private static readonly Lock OneAtATime = new();

    /// <summary>
    /// Writes one picture as an 8-bit PNG. <paramref name="values"/> are [channels, height, width] with 1 (grey) or 3 (RGB) channels;
    /// 0 is black, 1 is white, and other values are clamped.
    /// </summary>
    /// <exception cref="HourglassException">The shape is not a picture's, the values do not fill it, or the file cannot be written.</exception>
    public static void WritePng(string path, ReadOnlySpan<float> values, DataShape shape)
    {
        if (shape.Channels is not (1 or 3))
            throw new HourglassException($"An example of shape {Got(shape)} cannot be saved as the image '{What(path)}'; " +
                $"{Allowed("images have 1 or 3 channels")}.");
        if (values.Length != shape.Size)
            throw new HourglassException($"{Got(values.Length)} {What("values")} do not fill the image '{path}' of shape {shape}; {Allowed(shape.Size)} are " +
                $"needed.");
        var pixels = shape.Height * shape.Width;
        var type = shape.Channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888;
        using var bitmap = new SKBitmap(new SKImageInfo(shape.Width, shape.Height, type, SKAlphaType.Opaque));
        for (var y = 0; y < shape.Height; y++)
        {
            var row = bitmap.GetPixelSpan()[(y * bitmap.RowBytes)..];
            for (var x = 0; x < shape.Width; x++)
            {
                var pixel = (y * shape.Width) + x;
                if (shape.Channels == 1)
                {
                    row[x] = ToByte(values[pixel]);
                    continue;
                }
                for (var channel = 0; channel < 3; channel++) row[(4 * x) + channel] = ToByte(values[(channel * pixels) + pixel]);
                row[(4 * x) + 3] = byte.MaxValue;
            }
        }
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        AtomicFile.Write(path, encoded.SaveTo);
    }

    /// <summary>Reads the header only, and rejects files that must not be decoded.</summary>
    /// <exception cref="HourglassException">The file is missing, is not a picture, has too many pixels or claims more than it can hold.</exception>
    internal static PictureHeader Inspect(string path, int mostPixels = int.MaxValue) => InputFile.Read(path, stream =>
    {
        using var codec = CodecOf(path);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var pixels = (long)width * height;
        if (pixels > mostPixels)
            throw new HourglassException($"The image '{What(path)}' has {Got($"{width:N0}x{height:N0}")} pixels, but at most {Allowed(mostPixels):N0} are " +
                $"allowed; scale it down, or raise {Setting("image_pixels")} (decoding it takes {pixels >> 18:N0} MB).");
        var holds = PictureCapacity.Holds(codec.EncodedFormat, stream, width, height)
            ?? throw new HourglassException($"The image '{What(path)}' has the format {Got(codec.EncodedFormat)}; " +
                $"{Allowed(PictureCapacity.Formats)} are read: convert it.");
        if (!holds)
            throw new HourglassException($"The image '{What(path)}' is damaged: it claims {Got($"{width:N0}x{height:N0}")} pixels, more than its " +
                $"{stream.Length:N0} bytes can hold; {Allowed("replace or remove it")}.");
        var size = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop ? new PictureSize(width, height) : new PictureSize(height, width);
        return new PictureHeader(size, codec.Info.ColorType == SKColorType.Gray8, PngHeader.Read(stream) is { Bits: 16 });
    });

    /// <summary>
    /// Decodes the file, composites it on white, rotates it upright, resizes it to <paramref name="shape"/> and writes its
    /// bytes, channels first, to <paramref name="destination"/>. Returns whether every pixel is grey.
    /// </summary>
    /// <exception cref="HourglassException">The file is missing, damaged or not a picture.</exception>
    internal static bool Read(string path, PictureFit fit, DataShape shape, Span<byte> destination)
    {
        using var fitted = InputFile.Read(path, _ =>
        {
            using var codec = CodecOf(path);
            var size = DecodedSize(codec, shape);
            if ((long)size.Width * size.Height <= ManyPixels) return Fitted(codec, size, path, fit, shape);
            lock (OneAtATime) return Fitted(codec, size, path, fit, shape);
        });
        return Unpack(fitted, shape, destination);
    }

    // The picture library opens the file itself: its wrapper of .NET streams throws inside a native callback, which terminates the process
    // if a damaged header requests more than 2 GB at once.
    private static SKCodec CodecOf(string path) => SKCodec.Create(new SKFileStream(path), out var result)
        ?? throw new HourglassException($"The image '{What(path)}' cannot be decoded ({Got(result)}); {Allowed("replace or remove it")}.");

    // JPEG and WebP can be decoded at a fraction of their size; twice the target size is kept for the subsequent filter.
    private static SKSizeI DecodedSize(SKCodec codec, DataShape shape)
    {
        var full = codec.Info;
        var wanted = 2f * Math.Max(shape.Height, shape.Width) / Math.Min(full.Width, full.Height);
        return wanted < 1 ? codec.GetScaledDimensions(wanted) : full.Size;
    }

    private static SKBitmap Fitted(SKCodec codec, SKSizeI size, string path, PictureFit fit, DataShape shape)
    {
        using var picture = Decode(codec, size, path);
        // Otherwise the library copies it before drawing.
        picture.SetImmutable();
        return Fit(picture, fit, shape);
    }

    private static SKBitmap Decode(SKCodec codec, SKSizeI size, string path)
    {
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new HourglassException($"The image '{What(path)}' is damaged or truncated ({Got(result)}); {Allowed("replace or remove it")}.");
        }
        if (codec.EncodedOrigin is SKEncodedOrigin.TopLeft) return bitmap;
        using (bitmap) return Upright(bitmap, codec.EncodedOrigin);
    }

    // The orientations of EXIF: the sides to which the first row and the first column of the file belong.
    private static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        float w = bitmap.Width, h = bitmap.Height;
        var matrix = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        };
        var swapped = origin >= SKEncodedOrigin.LeftTop;
        var upright = new SKBitmap(bitmap.Info.WithSize(swapped ? bitmap.Height : bitmap.Width, swapped ? bitmap.Width : bitmap.Height));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(matrix);
        canvas.DrawBitmap(bitmap, 0, 0);
        return upright;
    }

    private static SKBitmap Fit(SKBitmap picture, PictureFit fit, DataShape shape)
    {
        var target = new SKBitmap(new SKImageInfo(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(picture);
        canvas.Clear(SKColors.White);
        float width = picture.Width, height = picture.Height;
        if (fit == PictureFit.Crop)
        {
            var scale = Math.Max(shape.Width / width, shape.Height / height);
            (width, height) = (shape.Width / scale, shape.Height / scale);
        }
        var source = SKRect.Create((picture.Width - width) / 2, (picture.Height - height) / 2, width, height);
        using var paint = new SKPaint();
        canvas.DrawImage(image, source, SKRect.Create(shape.Width, shape.Height), Sampling(width / shape.Width, height / shape.Height), paint);
        return target;
    }

    // Skia's plain filters use at most 16 source pixels, so shrinking by more than 2 needs mipmaps.
    private static SKSamplingOptions Sampling(float shrinkX, float shrinkY) => Math.Max(shrinkX, shrinkY) switch
    {
        > 1 => new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear),
        1 => new SKSamplingOptions(SKFilterMode.Nearest),
        _ => new SKSamplingOptions(SKCubicResampler.Mitchell),
    };

    private static bool Unpack(SKBitmap bitmap, DataShape shape, Span<byte> destination)
    {
        var pixels = shape.Height * shape.Width;
        var rgba = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        var grey = true;
        for (var i = 0; i < pixels; i++)
        {
            var (r, g, b) = ((byte)rgba[i], (byte)(rgba[i] >> 8), (byte)(rgba[i] >> 16));
            grey &= r == g && g == b;
            if (shape.Channels == 1)
            {
                destination[i] = (byte)(((299 * r) + (587 * g) + (114 * b) + 500) / 1000);
                continue;
            }
            destination[i] = r;
            destination[pixels + i] = g;
            destination[(2 * pixels) + i] = b;
        }
        return grey;
    }

    private static byte ToByte(float value) => (byte)((float.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1)) * 255 + 0.5f);
}
