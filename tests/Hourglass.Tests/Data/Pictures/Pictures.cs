using System.IO.Compression;
using System.Text;
using Hourglass.Numerics;
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

    public static byte[] WebP(int width, int height, Func<int, int, SKColor> colour) => Encode(width, height, colour, SKEncodedImageFormat.Webp);

    /// <summary>A .bmp of 24 bits, one colour.</summary>
    public static byte[] Bmp(int width, int height, SKColor colour)
    {
        var row = ((3 * width) + 3) / 4 * 4;
        byte[] header = [.. "BM"u8, .. BitConverter.GetBytes(54 + (row * height)), 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, .. BitConverter.GetBytes(width),
            .. BitConverter.GetBytes(height), 1, 0, 24, 0, .. new byte[24]];
        var pixels = new byte[row * height];
        for (var i = 0; i < width * height; i++)
            (pixels[(i / width * row) + (3 * (i % width))], pixels[(i / width * row) + (3 * (i % width)) + 1],
                pixels[(i / width * row) + (3 * (i % width)) + 2]) = (colour.Blue, colour.Green, colour.Red);
        return [.. header, .. pixels];
    }

    /// <summary>A .bmp of one colour of a grey palette, each row stored as runs of equal pixels.</summary>
    public static byte[] RunLengthBmp(int width, int height, byte colour)
    {
        byte[] row = [.. Enumerable.Range(0, (width + 254) / 255).SelectMany(run => new[] { (byte)Math.Min(255, width - (255 * run)), colour }), 0, 0];
        byte[] pixels = [.. Enumerable.Repeat(row, height).SelectMany(bytes => bytes), 0, 1];
        byte[] palette = [.. Enumerable.Range(0, 256).SelectMany(value => new[] { (byte)value, (byte)value, (byte)value, (byte)0 })];
        var start = 54 + palette.Length;
        return [.. "BM"u8, .. BitConverter.GetBytes(start + pixels.Length), 0, 0, 0, 0, .. BitConverter.GetBytes(start), 40, 0, 0, 0,
            .. BitConverter.GetBytes(width), .. BitConverter.GetBytes(height), 1, 0, 8, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(pixels.Length),
            .. new byte[16], .. palette, .. pixels];
    }

    /// <summary>A lossy .webp of one colour.</summary>
    public static byte[] LossyWebP(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.Red);
        using var data = bitmap.Encode(SKEncodedImageFormat.Webp, 50);
        return data.ToArray();
    }

    /// <summary>A .webp of one frame, a still picture, in the corner of a canvas.</summary>
    public static byte[] Animation(int width, int height, byte[] still)
    {
        byte[] Three(int number) => BitConverter.GetBytes(number)[..3];
        byte[] Chunk(string name, byte[] content) => [.. Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(content.Length), .. content];
        using var codec = SKCodec.Create(new SKMemoryStream(still));
        byte[] frame = [0, 0, 0, 0, 0, 0, .. Three(codec.Info.Width - 1), .. Three(codec.Info.Height - 1), 100, 0, 0, 0, .. still[12..]];
        byte[] chunks = [.. Chunk("VP8X", [2, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]), .. Chunk("ANIM", new byte[6]), .. Chunk("ANMF", frame)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length + 4), .. "WEBP"u8, .. chunks];
    }

    /// <summary>A .gif of one red pixel.</summary>
    public static byte[] RedGif() => [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];

    /// <summary>A .png of any depth, from the bytes of its rows without filters.</summary>
    public static byte[] Png(int width, int height, byte bits, byte colourType, byte[] rows, byte[]? palette = null)
    {
        byte[] Big(int number) => [.. BitConverter.GetBytes(number).Reverse()];
        byte[] Chunk(string name, byte[] content)
        {
            byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];
            return [.. Big(content.Length), .. named, .. Big((int)Crc32.Append(0, named))];
        }

        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var row in rows.Chunk(Math.Max(1, rows.Length / height))) zip.Write([0, .. row]);
        }

        return [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. Chunk("IHDR", [.. Big(width), .. Big(height), bits, colourType, 0, 0, 0]),
            .. palette is null ? [] : Chunk("PLTE", palette), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>
    /// A .jpg of 8x8 pixels of one colour, written without a library: of one channel or of four (as printers have them), baseline or progressive.
    /// </summary>
    public static byte[] PlainJpeg(bool progressive, params byte[] channels)
    {
        var bits = new StringBuilder();
        foreach (var channel in channels)
        {
            var (value, length) = (channel - 128, 0);
            while (Math.Abs(value) >> length > 0) length++;
            bits.Append(Convert.ToString(length, 2).PadLeft(4, '0'));
            if (length > 0) bits.Append(Convert.ToString(value > 0 ? value : value + (1 << length) - 1, 2).PadLeft(length, '0'));
            if (!progressive) bits.Append('0');
        }

        while (bits.Length % 8 != 0) bits.Append('1');
        var scan = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.ToString(8 * i, 8), 2))
            .SelectMany(one => one == 0xff ? new byte[] { 0xff, 0 } : [one]);
        var count = (byte)channels.Length;
        byte[] Each(params byte[] rest) => [.. Enumerable.Range(1, count).SelectMany(id => rest.Prepend((byte)id))];
        return
        [
            0xff, 0xd8, 0xff, 0xee, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0,
            0xff, 0xdb, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64),
            0xff, progressive ? (byte)0xc2 : (byte)0xc0, 0, (byte)(8 + (3 * count)), 8, 0, 8, 0, 8, count, .. Each(0x11, 0),
            0xff, 0xc4, 0, 28, 0, 0, 0, 0, 9, .. new byte[12], 0, 1, 2, 3, 4, 5, 6, 7, 8,
            0xff, 0xc4, 0, 20, 0x10, 1, .. new byte[15], 0,
            0xff, 0xda, 0, (byte)(6 + (2 * count)), count, .. Each(0), 0, progressive ? (byte)0 : (byte)63, 0,
            .. scan, 0xff, 0xd9,
        ];
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
