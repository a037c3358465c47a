using Hourglass.Data;
using SkiaSharp;

namespace Hourglass.Reports;

/// <summary>
/// A contact sheet: pictures of one shape laid out in a grid, ready to be written as a PNG. Sizes are in picture pixels;
/// enlargement happens only in <see cref="ToPng"/>, so that a sheet takes little memory.
/// </summary>
public sealed class PictureSheet
{
    private const int BytesPerPixel = 4;
    private readonly byte[] pixels;
    private readonly int[] rowTops;

    private PictureSheet(DataShape shape, int columns, int[] rowTops, int width, int height, SKColor background)
    {
        Shape = shape;
        Columns = columns;
        this.rowTops = rowTops;
        Width = width;
        Height = height;
        pixels = new byte[(long)width * height * BytesPerPixel];
        if (background.Alpha == 0) return;
        for (var i = 0; i < pixels.Length; i += BytesPerPixel)
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (background.Red, background.Green, background.Blue, background.Alpha);
    }

    /// <summary>The shape of one picture: one channel (grey) or three (red, green, blue).</summary>
    public DataShape Shape { get; }

    /// <summary>Number of pictures in a full row.</summary>
    public int Columns { get; }

    /// <summary>Number of rows of pictures.</summary>
    public int Rows => rowTops.Length;

    /// <summary>Width of the sheet before enlargement, in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the sheet before enlargement, in pixels.</summary>
    public int Height { get; }

    /// <summary>
    /// Pictures in sequence, row by row; an incomplete last row is filled with background.
    /// </summary>
    /// <param name="pictures">Values in [0, 1], [count x shape.Size], row-major, channels first; values slightly outside are clamped, values in other units
    /// are drawn by their range (<see cref="PixelRange"/>), and NaN is drawn black.</param>
    /// <param name="shape">The shape of one picture: one or three channels.</param>
    /// <param name="columns">Number of pictures in a row, at least 1.</param>
    /// <param name="gap">Pixels between neighbours; 0 joins them seamlessly, as for a decoded manifold.</param>
    /// <param name="background">Colour of gaps and empty cells; transparent by default.</param>
    /// <exception cref="HourglassException">The shape is not a picture's, or the values are not a whole number of pictures.</exception>
    public static PictureSheet Grid(ReadOnlySpan<float> pictures, DataShape shape, int columns, int gap = 2, SKColor background = default)
    {
        var count = Check(pictures, shape, columns, gap);
        var sheet = Empty(shape, Math.Min(columns, count), (count + columns - 1) / columns, 1, gap, background);
        var drawn = pictures.ToArray();
        PixelRange.Of(drawn).Fit(drawn);
        for (var i = 0; i < count; i++)
            sheet.Draw(drawn.AsSpan(i * shape.Size, shape.Size), i % columns, i / columns, gap);
        return sheet;
    }

    /// <summary>
    /// Related lists of pictures, one below the other: originals above reconstructions, or noisy, denoised and
    /// clean. Lists longer than <paramref name="columns"/> continue in another group of rows after a wider gap.
    /// </summary>
    /// <param name="rows">Equally long lists in the form that <see cref="Grid"/> takes; the first is drawn on top.</param>
    /// <param name="shape">The shape of one picture: one or three channels.</param>
    /// <param name="columns">Number of pictures in a row, at least 1.</param>
    /// <param name="gap">Pixels between neighbours; groups are four times as far apart.</param>
    /// <param name="background">Colour of gaps and empty cells; transparent by default.</param>
    /// <param name="range">The values drawn as black and white; null for the range of all lists.</param>
    /// <exception cref="HourglassException">There is no list, lists differ in length, or one is not what <see cref="Grid"/> takes.</exception>
    public static PictureSheet Stack(IReadOnlyList<float[]> rows, DataShape shape, int columns, int gap = 2, SKColor background = default,
        PixelRange? range = null)
    {
        if (rows.Count == 0) throw new HourglassException($"A {What("contact sheet")} got no rows; give {Allowed("at least one list of images")}.");
        var count = Check(rows[0], shape, columns, gap);
        for (var row = 1; row < rows.Count; row++)
        {
            if (rows[row].Length != rows[0].Length)
                throw new HourglassException($"{What($"Row {row + 1} of a contact sheet")} has {Got(rows[row].Length)} values, but the first has " +
                    $"{rows[0].Length}; give {Allowed("every row the same number of images")}.");
        }

        var groups = (count + columns - 1) / columns;
        var sheet = Empty(shape, Math.Min(columns, count), groups * rows.Count, rows.Count, gap, background);
        float[][] drawn = [.. rows.Select(list => list.ToArray())];
        var fitting = range ?? PixelRange.Of(rows);
        foreach (var list in drawn) fitting.Fit(list);
        for (var i = 0; i < count; i++)
        {
            for (var row = 0; row < rows.Count; row++)
                sheet.Draw(drawn[row].AsSpan(i * shape.Size, shape.Size), i % columns, i / columns * rows.Count + row, gap);
        }

        return sheet;
    }

    /// <summary>Position of the middle of <paramref name="row"/>, as a fraction of the sheet's height, for a caption next to it.</summary>
    public double RowCentre(int row) => (rowTops[row] + Shape.Height / 2.0) / Height;

    /// <summary>The sheet as the bytes of a PNG file, each pixel enlarged to a square of <paramref name="scale"/> x <paramref name="scale"/>.</summary>
    /// <exception cref="HourglassException">The scale is below 1, or the picture would be wider or higher than 16,384 pixels.</exception>
    public byte[] ToPng(int scale = 1)
    {
        const int Largest = 16384;
        if (scale < 1 || Math.Max(Width, Height) > Largest / scale)
            throw new HourglassException($"A {What("sheet")} of {Got(Width)} x {Height} pixels cannot be enlarged {scale} times; use " +
                $"{Allowed($"a scale of at least 1 that keeps both sides within {Largest}")}.");
        var enlarged = scale == 1 ? pixels : Enlarge(scale);
        using var data = SKData.CreateCopy(enlarged);
        using var image = SKImage.FromPixels(new SKImageInfo(Width * scale, Height * scale, SKColorType.Rgba8888, SKAlphaType.Unpremul), data);
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static int Check(ReadOnlySpan<float> pictures, DataShape shape, int columns, int gap)
    {
        if (!shape.IsPicture || shape.Channels is not (1 or 3))
            throw new HourglassException($"{What("Examples")} of shape {Got(shape)} cannot be drawn; " +
                $"{Allowed("a contact sheet takes images of one channel (grey) or three (red, green, blue)")}.");
        if (pictures.Length == 0 || pictures.Length % shape.Size != 0)
            throw new HourglassException($"{Got(pictures.Length)} {What("values")} are not a whole number of {shape} images; give " +
                $"{Allowed($"one or more images of {shape.Size} values")}.");
        if (columns < 1 || gap < 0)
            throw new HourglassException($"A {What("contact sheet")} got {Got(columns)} columns and a gap of {gap}; give " +
                $"{Allowed("at least 1 column and a gap of 0 or more")}.");
        return pictures.Length / shape.Size;
    }

    private static PictureSheet Empty(DataShape shape, int columns, int rows, int rowsInGroup, int gap, SKColor background)
    {
        const int GroupGap = 4;
        var tops = new int[rows];
        var top = 0;
        for (var row = 0; row < rows; row++)
        {
            if (row > 0) top += rowsInGroup > 1 && row % rowsInGroup == 0 ? gap * GroupGap : gap;
            tops[row] = top;
            top += shape.Height;
        }

        return new PictureSheet(shape, columns, tops, columns * shape.Width + (columns - 1) * gap, top, background);
    }

    private static byte ToByte(float value) => float.IsNaN(value) ? (byte)0 : (byte)(Math.Clamp(value, 0f, 1f) * 255f + 0.5f);

    private void Draw(ReadOnlySpan<float> picture, int column, int row, int gap)
    {
        var plane = Shape.Height * Shape.Width;
        var (green, blue) = Shape.Channels == 3 ? (plane, 2 * plane) : (0, 0);
        for (var y = 0; y < Shape.Height; y++)
        {
            var target = ((rowTops[row] + y) * Width + column * (Shape.Width + gap)) * BytesPerPixel;
            var source = y * Shape.Width;
            for (var x = 0; x < Shape.Width; x++, source++, target += BytesPerPixel)
            {
                pixels[target] = ToByte(picture[source]);
                pixels[target + 1] = ToByte(picture[source + green]);
                pixels[target + 2] = ToByte(picture[source + blue]);
                pixels[target + 3] = byte.MaxValue;
            }
        }
    }

    private byte[] Enlarge(int scale)
    {
        var stride = Width * scale * BytesPerPixel;
        var enlarged = new byte[(long)stride * Height * scale];
        for (var y = 0; y < Height; y++)
        {
            var first = enlarged.AsSpan(y * scale * stride, stride);
            for (var x = 0; x < Width; x++)
            {
                var pixel = pixels.AsSpan((y * Width + x) * BytesPerPixel, BytesPerPixel);
                for (var i = 0; i < scale; i++) pixel.CopyTo(first[((x * scale + i) * BytesPerPixel)..]);
            }

            for (var i = 1; i < scale; i++) first.CopyTo(enlarged.AsSpan((y * scale + i) * stride, stride));
        }

        return enlarged;
    }
}
