using Hourglass.Data;
using SkiaSharp;

namespace Hourglass.Tests.Data;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private void Add(string name, int width = 4, int height = 4, SKColor? colour = null) =>
        folder.Write(name, Pictures.Png(width, height, colour ?? SKColors.Gray));

    private (Examples Train, Examples? Test, ClassNames? ClassNames) Load(PictureOptions? options = null)
    {
        var (train, test, _, _) = PictureFolder.Read(folder.Root, new DataOptions { Pictures = options ?? new PictureOptions() });
        return (train, test, train.Classes);
    }

    [Fact]
    public void Sub_folders_are_classes_in_ordinal_order()
    {
        Add("cat/deep/1.png", colour: new SKColor(1, 1, 1));
        Add("Dog/2.PNG", colour: new SKColor(2, 2, 2));
        folder.Write("ant/3.jpeg", Pictures.Jpeg(4, 4, (_, _) => new SKColor(3, 3, 3)));
        folder.Write("ant/notes.txt", [1]);
        var (train, test, classes) = Load();
        Assert.Null(test);
        Assert.Equal(["Dog", "ant", "cat"], classes!);
        Assert.Equal([0, 1, 2], train.Labels!);
        Assert.Equal(new DataShape(1, 4, 4), train.Shape);
        Assert.Equal([2, 3, 1], ((ByteExamples)train).Bytes.ToArray().Chunk(16).Select(picture => (int)picture[0]));
    }

    [Fact]
    public void A_picture_outside_of_the_sub_folders_leaves_all_without_labels()
    {
        Add("cat/1.png");
        Add("2.png");
        var (train, _, classes) = Load();
        Assert.Null(classes);
        Assert.Null(train.Labels);
        Assert.Equal(2, train.Count);
    }

    [Fact]
    public void Folders_train_and_test_are_the_splits()
    {
        Add("train/b/1.png");
        Add("train/a/1.png");
        Add("test/b/1.png", colour: SKColors.White);
        Add("other.png", 9, 9);
        var (train, test, classes) = Load();
        Assert.Equal(["a", "b"], classes!);
        Assert.Equal([0, 1], train.Labels!);
        Assert.Equal([1], test!.Labels!);
        Assert.All(test.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void The_size_is_the_pictures_own_if_all_agree_else_64()
    {
        Add("1.png", 7, 5);
        Assert.Equal(new DataShape(1, 5, 7), Load().Train.Shape);
        Add("2.png", 70, 50);
        Assert.Equal(new DataShape(1, 64, 64), Load().Train.Shape);
        Assert.Equal(new DataShape(1, 3, 2), Load(new PictureOptions { Size = new(3, 2) }).Train.Shape);
    }

    [Fact]
    public void Colour_is_found_out_unless_asked_for()
    {
        Add("1.png");
        Add("2.png", colour: new SKColor(9, 9, 9));
        var grey = Load().Train;
        Assert.Equal(1, grey.Shape.Channels);
        Assert.Equal(9 / 255f, grey.ToArray()[16]);
        Assert.Equal(3, Load(new PictureOptions { Colour = PictureColour.Rgb }).Train.Shape.Channels);
        Add("3.png", colour: SKColors.Red);
        Assert.Equal(3, Load().Train.Shape.Channels);
        Assert.Equal(76 / 255f, Load(new PictureOptions { Colour = PictureColour.Grey }).Train.ToArray()[^1]);
    }

    [Fact]
    public void A_shape_that_is_refused_is_refused_before_any_image_is_decoded()
    {
        folder.Write("1.png", Pictures.Png(40, 40, (x, y) => new SKColor((byte)(x * y), 0, 0))[..^60]);
        List<DataShape> seen = [];
        Assert.Throws<HourglassException>(() => DataSource.Open(folder.Root, new DataOptions { Demand = seen.Add }));
        Assert.Equal([new DataShape(1, 40, 40)], seen);
        Assert.Throws<UsageException>(() => DataSource.Open(folder.Root, new DataOptions { Demand = _ => throw new UsageException("Too large.") }));
    }

    [Fact]
    public void One_damaged_picture_among_many_is_named()
    {
        for (var i = 0; i < 200; i++) Add($"c/{i:000}.png");
        folder.Write("c/077.png", "not a picture"u8.ToArray());
        var error = Assert.Throws<HourglassException>(() => Load());
        Assert.Contains("077.png", error.Message, StringComparison.Ordinal);
        var cut = Pictures.Png(40, 40, (x, y) => new SKColor((byte)(x * y), 0, 0));
        folder.Write("c/077.png", cut[..^60]);
        folder.Write("c/100.png", cut[..^60]);
        error = Assert.Throws<HourglassException>(() => Load());
        Assert.Contains("2 of 200 images", error.Message, StringComparison.Ordinal);
        Assert.Contains("077.png", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_empty_folders_are_refused()
    {
        Assert.Contains("has no images", Assert.Throws<HourglassException>(() => Load()).Message, StringComparison.Ordinal);
        Add("train/1.png");
        Directory.CreateDirectory(folder["test"]);
        Assert.Contains(folder["test"], Assert.Throws<HourglassException>(() => Load()).Message, StringComparison.Ordinal);
        var error = Assert.Throws<HourglassException>(() => PictureFolder.Read(folder["none"], new DataOptions()));
        Assert.Contains("There is no folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_out_of_range_is_wrong_usage()
    {
        Add("1.png");
        var error = Assert.Throws<UsageException>(() => Load(new PictureOptions { Size = new(0, 5000) }));
        Assert.StartsWith("image_size is 0; give a whole number from 1 to 4096", error.Message, StringComparison.Ordinal);
        Assert.Contains("image_size is 5000", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "val")]
    [InlineData("Train", "Test")]
    [InlineData("train", "validation")]
    public void The_splits_may_have_the_usual_names(string train, string test)
    {
        foreach (var name in new[] { $"{train}/cat/1.png", $"{train}/dog/2.png", $"{test}/dog/3.png" }) Add(name);
        var (learnt, judged, classes) = Load();
        Assert.Equal(["cat", "dog"], classes!);
        Assert.Equal([0, 1], learnt.Labels!);
        Assert.Equal([1], judged!.Labels!);
        Assert.Null(PictureFolder.Read(folder.Root, new DataOptions()).Names);
    }

    [Fact]
    public void A_lonely_training_folder_is_no_class()
    {
        foreach (var name in new[] { "train/cat/1.png", "train/dog/2.png" }) Add(name);
        var (all, test, classes) = Load();
        Assert.Null(test);
        Assert.Equal(["cat", "dog"], classes!);
        Assert.Equal([0, 1], all.Labels!);
        Assert.Equal(["cat/1.png", "dog/2.png"], PictureFolder.Read(folder.Root, new DataOptions()).Names!);
    }

    [Fact]
    public void Each_real_file_is_read_once_whatever_links_lead_to_it()
    {
        foreach (var name in new[] { "train/cat/1.png", "train/dog/2.png", "test/cat/3.png" }) Add(name);
        Directory.CreateSymbolicLink(folder["train", "cat", "all"], folder.Root);
        Directory.CreateSymbolicLink(folder["train", "cat", "self"], ".");
        Directory.CreateSymbolicLink(folder["train", "dog", "round"], folder["train", "cat", "back"]);
        Directory.CreateSymbolicLink(folder["train", "cat", "back"], folder["train", "dog"]);
        File.CreateSymbolicLink(folder["test", "cat", "again.png"], folder["train", "cat", "1.png"]);
        var (train, test, _, notes) = PictureFolder.Read(folder.Root, new DataOptions());
        Assert.Equal((2, 1), (train.Count, test!.Count));
        Assert.Contains("1 links lead to images that are already read", Assert.Single(notes).ToString(), StringComparison.Ordinal);

        Directory.CreateSymbolicLink(folder["train", "dog", "one"], folder["train", "dog", "two"]);
        Directory.CreateSymbolicLink(folder["train", "dog", "two"], folder["train", "dog", "one"]);
        Assert.Contains("the targets of its links", Assert.Throws<HourglassException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_lie_elsewhere_are_read_through_links()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("p.png", Pictures.Png(4, 4, SKColors.White));
        elsewhere.Write("more/q.png", Pictures.Png(4, 4, SKColors.White));
        Directory.CreateDirectory(folder["cat"]);
        File.CreateSymbolicLink(folder["cat", "1.png"], elsewhere["p.png"]);
        Directory.CreateSymbolicLink(folder["dog"], elsewhere["more"]);
        Assert.Equal(["cat/1.png", "dog/q.png"], PictureFolder.Read(folder.Root, new DataOptions()).Names!);
    }

    [Fact]
    public void Whether_a_folder_named_train_is_a_class_has_to_be_said()
    {
        foreach (var name in new[] { "bus/1.png", "car/2.png", "train/3.png" }) Add(name);
        var message = Assert.Throws<HourglassException>(() => Load()).Message;
        Assert.Contains("has images in 'train' and in 'bus', 'car'", message, StringComparison.Ordinal);
        Assert.Contains("image_groups=classes or image_groups=splits", message, StringComparison.Ordinal);
        Assert.Equal(["bus", "car", "train"], Load(new PictureOptions { Groups = PictureGrouping.Classes }).ClassNames!);
        var (train, _, _, notes) = PictureFolder.Read(folder.Root, new DataOptions { Pictures = new() { Groups = PictureGrouping.Splits } });
        Assert.Equal(1, train.Count);
        Assert.Contains("ignored: 'bus', 'car'", Assert.Single(notes).ToString(), StringComparison.Ordinal);
        Directory.Delete(folder["train"], recursive: true);
        Assert.Contains("has no folder 'train'", Assert.Throws<HourglassException>(() => Load(new PictureOptions { Groups = PictureGrouping.Splits })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_known_by_their_ending_and_read_by_their_content()
    {
        folder.Write("1.webp", Pictures.WebP(4, 4, (_, _) => SKColors.Gray));
        folder.Write("2.BMP", Pictures.Bmp(4, 4, SKColors.Gray));
        folder.Write("3.gif", Pictures.RedGif());
        folder.Write("4.png", Pictures.Jpeg(4, 4, (_, _) => SKColors.Gray));
        folder.Write("._4.png", [0, 5, 22, 7, 0, 2, 0, 0]);
        folder.Write("5.tiff", [1]);
        Assert.Equal(["1.webp", "2.BMP", "3.gif", "4.png"], PictureFolder.Read(folder.Root, new DataOptions()).Names!);
    }

    [Fact]
    public void Depth_that_is_lost_is_said()
    {
        folder.Write("1.png", Pictures.Png(2, 1, 16, 0, [0x12, 0x34, 0xff, 0xff]));
        Add("2.png", 2, 1);
        var (train, _, _, notes) = PictureFolder.Read(folder.Root, new DataOptions());
        Assert.Contains("1 of 2 images have 16 bits per channel, of which the upper 8 are read", Assert.Single(notes).ToString(), StringComparison.Ordinal);
        Assert.Equal([0x12 / 255f, 1], train.ToArray()[..2]);
    }
}
