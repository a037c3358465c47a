using CsCheck;
using Hourglass.Data;
using SkiaSharp;

namespace Hourglass.Tests.Data;

public sealed class PictureFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private byte[] Read(byte[] content, DataShape shape, PictureFit fit = PictureFit.Crop)
    {
        var bytes = new byte[shape.Size];
        PictureFile.Read(folder.Write("f.png", content), fit, shape, bytes);
        return bytes;
    }

    [Fact]
    public void A_written_picture_is_read_back_exactly() =>
        (from channels in Gen.Bool.Select(colour => colour ? 3 : 1)
         from height in Gen.Int[1, 9]
         from width in Gen.Int[1, 9]
         from bytes in Gen.Byte.Array[channels * height * width]
         select (shape: new DataShape(channels, height, width), bytes)).Sample((shape, bytes) =>
        {
            PictureFile.WritePng(folder["p", "a.png"], Array.ConvertAll(bytes, value => value / 255f), shape);
            var read = new byte[shape.Size];
            PictureFile.Read(folder["p", "a.png"], PictureFit.Crop, shape, read);
            Assert.Equal(bytes, read);
            Assert.Equal(new PictureHeader(new PictureSize(shape.Height, shape.Width), shape.Channels == 1, Is16Bit: false),
                PictureFile.Inspect(folder["p", "a.png"]));
        }, iter: 100, threads: 1);

    [Fact]
    public void Values_outside_the_range_are_cut()
    {
        PictureFile.WritePng(folder["a.png"], [-3, 7, float.NaN, 0.5f], new DataShape(1, 2, 2));
        var read = new byte[4];
        PictureFile.Read(folder["a.png"], PictureFit.Crop, new DataShape(1, 2, 2), read);
        Assert.Equal([0, 255, 0, 128], read);
    }

    [Fact]
    public void Other_shapes_are_refused()
    {
        Assert.Contains("1 or 3 channels", Assert.Throws<HourglassException>(() => PictureFile.WritePng("x.png", new float[8], new DataShape(2, 2, 2))).Message,
            StringComparison.Ordinal);
        Assert.Contains("4 are needed", Assert.Throws<HourglassException>(() => PictureFile.WritePng("x.png", new float[3], new DataShape(1, 2, 2))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Grey_is_the_luma_of_rec_601()
    {
        var content = Pictures.Png(3, 1, (x, _) => new SKColor(x == 0 ? (byte)255 : (byte)0, x == 1 ? (byte)255 : (byte)0, x == 2 ? (byte)255 : (byte)0));
        Assert.Equal([76, 150, 29], Read(content, new DataShape(1, 1, 3)));
        Assert.Equal([255, 0, 0, 0, 255, 0, 0, 0, 255], Read(content, new DataShape(3, 1, 3)));
    }

    [Fact]
    public void What_is_transparent_shows_white()
    {
        var content = Pictures.Png(3, 1, (x, _) => new SKColor(0, 0, 0, x == 0 ? (byte)0 : x == 1 ? (byte)128 : (byte)255));
        Assert.Equal([255, 127, 0], Read(content, new DataShape(1, 1, 3)));
    }

    [Fact]
    public void Crop_keeps_the_centre_and_resize_keeps_all()
    {
        // Black, white, black columns: 3 : 6 : 3.
        var content = Pictures.Png(12, 6, (x, _) => x is >= 3 and < 9 ? SKColors.White : SKColors.Black);
        Assert.All(Read(content, new DataShape(1, 6, 6)), value => Assert.Equal(255, value));
        var squeezed = Read(content, new DataShape(1, 6, 6), PictureFit.Resize);
        Assert.True(squeezed[0] < 80 && squeezed[3] > 175 && squeezed[5] < 80);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shrinking_a_lot_averages(bool png)
    {
        // A fine chequerboard: any filter that only looks at few pixels would give black, white or stripes.
        Func<int, int, SKColor> board = (x, y) => ((x / 2) + (y / 2)) % 2 == 0 ? SKColors.White : SKColors.Black;
        var content = png ? Pictures.Png(600, 500, board) : Pictures.Jpeg(600, 500, board);
        Assert.All(Read(content, new DataShape(1, 8, 8)), value => Assert.InRange((int)value, 120, 135));
    }

    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void Photographs_are_turned_upright(byte orientation, string corners)
    {
        // Quarters red, green / blue, white of a picture twice as wide as high.
        var jpeg = Pictures.Jpeg(64, 32, (x, y) => y < 16 ? (x < 32 ? SKColors.Red : SKColors.Lime) : (x < 32 ? SKColors.Blue : SKColors.White));
        var path = folder.Write("f.jpg", Pictures.Turned(jpeg, orientation));
        var size = PictureFile.Inspect(path).Size;
        Assert.Equal(orientation < 5 ? new PictureSize(32, 64) : new PictureSize(64, 32), size);
        var shape = new DataShape(3, size.Height, size.Width);
        var bytes = new byte[shape.Size];
        PictureFile.Read(path, PictureFit.Crop, shape, bytes);
        char At(int y, int x)
        {
            var i = (y * size.Width) + x;
            return (bytes[i] > 128, bytes[2048 + i] > 128, bytes[4096 + i] > 128) switch
            {
                (true, true, true) => 'W',
                (true, false, false) => 'R',
                (false, true, false) => 'G',
                (false, false, true) => 'B',
                _ => '?',
            };
        }
        Assert.Equal(corners, new string([At(3, 3), At(3, size.Width - 4), At(size.Height - 4, 3), At(size.Height - 4, size.Width - 4)]));
    }

    [Fact]
    public void Damaged_files_are_refused_by_name()
    {
        var random = new Random(1);
        Func<int, int, SKColor> noise = (_, _) => new SKColor((uint)random.Next() | 0xff000000);
        foreach (var content in new[] { Pictures.Png(40, 40, noise), Pictures.Jpeg(40, 40, noise) })
        {
            foreach (var broken in new[] { content[..(content.Length / 2)], content[..20], [], "no picture"u8.ToArray() })
            {
                var error = Assert.Throws<HourglassException>(() => Read(broken, new DataShape(1, 8, 8)));
                Assert.Contains(folder["f.png"], error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_kind_of_picture_shows_what_it_is()
    {
        var shape = new DataShape(3, 1, 1);
        void Shows(string colour, byte[] content)
        {
            var read = Read(content, shape);
            foreach (var (wanted, value) in colour.Zip(read)) Assert.InRange(value, wanted == '1' ? 200 : 0, wanted == '1' ? 255 : 55);
        }

        Shows("100", Pictures.WebP(8, 8, (_, _) => SKColors.Red));
        Shows("100", Pictures.Bmp(7, 5, SKColors.Red));
        Shows("100", Pictures.RedGif());
        Shows("000", Pictures.PlainJpeg(progressive: false, 0));
        Shows("111", Pictures.PlainJpeg(progressive: true, 255));
        Shows("011", Pictures.PlainJpeg(progressive: false, 0, 255, 255, 255));
        Shows("100", Pictures.PlainJpeg(progressive: true, 255, 0, 0, 255));
        // A palette, one bit, grey with transparency, and 16 bits.
        Shows("010", Pictures.Png(1, 1, 8, 3, [1], palette: [255, 0, 0, 0, 255, 0]));
        Shows("111", Pictures.Png(1, 1, 1, 0, [0x80]));
        Shows("111", Pictures.Png(1, 1, 8, 4, [0, 0]));
        Shows("100", Pictures.Png(1, 1, 16, 2, [255, 255, 0, 0, 0, 0]));
    }

    [Fact]
    public void A_picture_that_claims_more_than_it_can_hold_is_not_decoded()
    {
        var content = Pictures.Png(16_384, 16_384, 8, 6, []);
        Assert.InRange(content.Length, 50, 200);
        string Refused(byte[] picture, int most = int.MaxValue) =>
            Assert.Throws<HourglassException>(() => PictureFile.Inspect(folder.Write("f.png", picture), most)).Message;
        Assert.Contains($"claims 16,384x16,384 pixels, more than its {content.Length} bytes", Refused(content), StringComparison.Ordinal);
        Assert.Contains("f.png' has 16,384x16,384 pixels, but at most 100,000,000 are allowed; " +
            "scale it down, or raise image_pixels (decoding it takes 1,024 MB)", Refused(content, 100_000_000), StringComparison.Ordinal);
        var jpeg = Pictures.PlainJpeg(progressive: false, 9);
        var size = jpeg.AsSpan().IndexOf(new byte[] { 0xff, 0xc0 }) + 5;
        (jpeg[size], jpeg[size + 2]) = (64, 64);
        Assert.Contains("claims 16,392x16,392", Refused(jpeg), StringComparison.Ordinal);
        var bmp = Pictures.Bmp(2, 2, SKColors.Red);
        (bmp[19], bmp[23]) = (0x20, 0x20);
        Assert.Contains($"claims 8,194x8,194 pixels, more than its {bmp.Length} bytes", Refused(bmp), StringComparison.Ordinal);
        bmp = Pictures.RunLengthBmp(300, 200, 1);
        Assert.Equal(new PictureSize(200, 300), PictureFile.Inspect(folder.Write("f.png", bmp)).Size);
        (bmp[19], bmp[23]) = (0x20, 0x20);
        Assert.Contains($"claims 8,236x8,392 pixels, more than its {bmp.Length:N0} bytes", Refused(bmp), StringComparison.Ordinal);
        // The first version of the format has 16 bits for each side.
        bmp = [.. "BM"u8, 0, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0, 12, 0, 0, 0, 0, 0x40, 0, 0x40, 1, 0, 24, 0, .. new byte[64]];
        Assert.Contains($"claims 16,384x16,384 pixels, more than its {bmp.Length} bytes", Refused(bmp), StringComparison.Ordinal);
        // A screen, and a frame that is larger than it.
        foreach (var place in new[] { 6, 24 })
        {
            var gif = Pictures.RedGif();
            (gif[place + 1], gif[place + 3]) = (0x20, 0x20);
            Assert.Contains($"claims 8,193x8,193 pixels, more than its {gif.Length} bytes", Refused(gif), StringComparison.Ordinal);
        }

        var lossy = Pictures.LossyWebP(64, 64);
        size = lossy.AsSpan().IndexOf(new byte[] { 0x9d, 0x01, 0x2a }) + 3;
        (lossy[size + 1], lossy[size + 3]) = (0x20, 0x20);
        Assert.Contains($"claims 8,256x8,256 pixels, more than its {lossy.Length} bytes", Refused(lossy), StringComparison.Ordinal);
        var animation = Pictures.Animation(8192, 8192, Pictures.WebP(8, 8, (_, _) => SKColors.Red));
        Assert.Contains($"claims 8,192x8,192 pixels, more than its {animation.Length} bytes", Refused(animation), StringComparison.Ordinal);
        // What compresses best of all is a picture all the same.
        Assert.Equal(new PictureSize(3000, 3000), PictureFile.Inspect(folder.Write("f.png", Pictures.WebP(3000, 3000, (_, _) => SKColors.Red))).Size);
        Assert.Equal(new PictureSize(3000, 3000), PictureFile.Inspect(folder.Write("f.png", Pictures.LossyWebP(3000, 3000))).Size);
        Assert.Equal(new PictureSize(64, 64),
            PictureFile.Inspect(folder.Write("f.png", Pictures.Animation(64, 64, Pictures.WebP(8, 8, (_, _) => SKColors.Red)))).Size);
        Assert.Equal(new PictureSize(3000, 3000), PictureFile.Inspect(folder.Write("f.png", Pictures.Png(3000, 3000, 8, 0, new byte[9_000_000]))).Size);
    }

    [Fact]
    public void A_picture_of_another_format_is_refused()
    {
        // An icon of one pixel.
        byte[] icon = [0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 24, 0, 48, 0, 0, 0, 22, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, .. new byte[24],
            0, 0, 255, 0, 0, 0, 0, 0];
        Assert.Contains("has the format Ico; PNG, JPEG, WebP, GIF and BMP are read",
            Assert.Throws<HourglassException>(() => PictureFile.Inspect(folder.Write("f.png", icon))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_refused_and_not_waited_for()
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", [folder["f.png"]])) make.WaitForExit();
        Assert.Contains("f.png' is a pipe or a device", Assert.Throws<HourglassException>(() => PictureFile.Inspect(folder["f.png"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("is a pipe or a device", Assert.Throws<HourglassException>(() => NpyFile.Read("/dev/null")).Message, StringComparison.Ordinal);
    }
}
