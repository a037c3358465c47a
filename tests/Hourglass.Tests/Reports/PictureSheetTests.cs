using Hourglass.Data;
using Hourglass.Reports;
using SkiaSharp;

namespace Hourglass.Tests.Reports;

public sealed class PictureSheetTests
{
    private static readonly DataShape Grey = new(1, 2, 3);
    private static readonly DataShape Colour = new(3, 1, 2);

    [Fact]
    public void A_grid_puts_every_pixel_in_its_place()
    {
        float[] pictures = [.. Enumerable.Range(0, 3 * Grey.Size).Select(i => i / 255f)];
        var sheet = PictureSheet.Grid(pictures, Grey, columns: 2, gap: 1);
        Assert.Equal((2, 2, 7, 5), (sheet.Columns, sheet.Rows, sheet.Width, sheet.Height));

        using var bitmap = SKBitmap.Decode(sheet.ToPng());
        for (var i = 0; i < pictures.Length; i++)
        {
            var (picture, y, x) = (i / Grey.Size, i % Grey.Size / Grey.Width, i % Grey.Width);
            Assert.Equal(new SKColor((byte)i, (byte)i, (byte)i), bitmap.GetPixel(picture % 2 * 4 + x, picture / 2 * 3 + y));
        }

        Assert.Equal(0, bitmap.GetPixel(3, 0).Alpha);
        Assert.Equal(0, bitmap.GetPixel(6, 4).Alpha);
    }

    [Fact]
    public void Values_outside_the_unit_interval_are_clamped()
    {
        float[] values = [-0.9f, 0f, 0.5f, 1f, 1.9f, float.NaN];
        using var bitmap = SKBitmap.Decode(PictureSheet.Grid(values, Grey, 1).ToPng());
        int[] seen = [.. Enumerable.Range(0, 6).Select(i => (int)bitmap.GetPixel(i % 3, i / 3).Red)];
        Assert.Equal([0, 0, 128, 255, 255, 0], seen);
    }

    [Fact]
    public void Colours_come_from_their_own_planes()
    {
        float[] values = [1f, 0f, 0.2f, 0f, 0f, 1f];
        using var bitmap = SKBitmap.Decode(PictureSheet.Grid(values, Colour, 1).ToPng());
        Assert.Equal(new SKColor(255, 51, 0), bitmap.GetPixel(0, 0));
        Assert.Equal(new SKColor(0, 0, 255), bitmap.GetPixel(1, 0));
    }

    [Fact]
    public void Enlarging_repeats_pixels_without_blending()
    {
        float[] values = [0f, 1f, 0.2f, 0.4f, 0.6f, 0.8f];
        var sheet = PictureSheet.Grid(values, Grey, 1);
        using var small = SKBitmap.Decode(sheet.ToPng());
        using var large = SKBitmap.Decode(sheet.ToPng(scale: 3));
        Assert.Equal((9, 6), (large.Width, large.Height));
        for (var y = 0; y < large.Height; y++)
        {
            for (var x = 0; x < large.Width; x++) Assert.Equal(small.GetPixel(x / 3, y / 3), large.GetPixel(x, y));
        }
    }

    [Fact]
    public void A_stack_keeps_the_rows_of_a_group_together_and_sets_groups_apart()
    {
        float[] originals = [.. Enumerable.Repeat(0.2f, 3 * Grey.Size)];
        float[] copies = [.. Enumerable.Repeat(0.4f, 3 * Grey.Size)];
        var sheet = PictureSheet.Stack([originals, copies], Grey, columns: 2, gap: 1, background: SKColors.Red);
        Assert.Equal((4, 7, 2 + 1 + 2 + 4 + 2 + 1 + 2), (sheet.Rows, sheet.Width, sheet.Height));

        using var bitmap = SKBitmap.Decode(sheet.ToPng());
        int[] column = [.. Enumerable.Range(0, sheet.Height).Select(y => (int)bitmap.GetPixel(0, y).Green)];
        Assert.Equal([51, 51, 0, 102, 102, 0, 0, 0, 0, 51, 51, 0, 102, 102], column);
        Assert.Equal(SKColors.Red, bitmap.GetPixel(5, 10));
        Assert.Equal(10.0 / 14, sheet.RowCentre(2), 6);
    }

    [Fact]
    public void Without_a_gap_pictures_join_seamlessly()
    {
        var sheet = PictureSheet.Grid(new float[4 * Grey.Size], Grey, columns: 2, gap: 0);
        using var bitmap = SKBitmap.Decode(sheet.ToPng());
        Assert.Equal((6, 4), (bitmap.Width, bitmap.Height));
        Assert.All(bitmap.Pixels, pixel => Assert.Equal(255, pixel.Alpha));
    }

    [Fact]
    public void What_cannot_be_drawn_is_named()
    {
        Assert.Contains("2x4x4", Assert.Throws<HourglassException>(() => PictureSheet.Grid(new float[32], new DataShape(2, 4, 4), 1)).Message);
        Assert.Contains("7 values", Assert.Throws<HourglassException>(() => PictureSheet.Grid(new float[7], Grey, 1)).Message);
        Assert.Contains("Row 2", Assert.Throws<HourglassException>(() => PictureSheet.Stack([new float[6], new float[12]], Grey, 1)).Message);
        Assert.Throws<HourglassException>(() => PictureSheet.Grid(new float[6], DataShape.Row(6), 1));
        Assert.Throws<HourglassException>(() => PictureSheet.Grid(new float[6], Grey, 0));
        Assert.Throws<HourglassException>(() => PictureSheet.Grid(new float[6], Grey, 1).ToPng(scale: 0));
        Assert.Throws<HourglassException>(() => PictureSheet.Grid(new float[6], Grey, 1).ToPng(scale: 100_000));
    }

    [Fact]
    public void Pictures_in_other_units_are_drawn_by_what_they_span_and_overshoot_is_cut()
    {
        Assert.Equal(PixelRange.Unit, PixelRange.Of([-0.4f, 0.5f, 1.9f, float.NaN, float.PositiveInfinity]));
        Assert.Equal(PixelRange.Unit, PixelRange.Of([.. Enumerable.Repeat(0.5f, 99), 7f]));
        Assert.Equal(new PixelRange(0, 255), PixelRange.Of([3f, 128, 255]));
        Assert.Equal(new PixelRange(-3, 3), PixelRange.Of((float[][])[[-3f, 0], [3f]]));
        float[] pixels = [-3, 0, 3];
        new PixelRange(-3, 3).Fit(pixels);
        Assert.Equal([0, 0.5f, 1], pixels);
        var shape = new DataShape(1, 1, 2);
        Assert.Equal(PictureSheet.Grid([0, 1], shape, 1).ToPng(), PictureSheet.Grid([0, 255], shape, 1).ToPng());
        Assert.Equal(PictureSheet.Stack([[0, 1], [1, 1]], shape, 1).ToPng(), PictureSheet.Stack([[0, 255], [255, 255]], shape, 1).ToPng());
        Assert.Equal(PictureSheet.Stack([[0, 1], [1, 1]], shape, 1).ToPng(), PictureSheet.Stack([[0, 1], [9, 9]], shape, 1, range: PixelRange.Unit).ToPng());
    }
}
