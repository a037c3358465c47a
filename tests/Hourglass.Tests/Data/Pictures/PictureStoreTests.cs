using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Training;
using SkiaSharp;

namespace Hourglass.Tests.Data;

/// <summary>Folders of pictures whose decoded pixels lie in a file.</summary>
public sealed class PictureStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<PictureOptions> Readings =>
    [
        new PictureOptions(),
        new PictureOptions { Colour = PictureColour.Grey },
        new PictureOptions { Colour = PictureColour.Rgb },
        new PictureOptions { Size = new PictureSize(5, 9) },
        new PictureOptions { Size = new PictureSize(5, 9), Fit = PictureFit.Resize, Colour = PictureColour.Grey },
    ];

    private DataOptions OnDisk => new() { Store = StoreKind.Disk, Cache = folder["cache"] };

    private DataOptions InMemory => new() { Store = StoreKind.Memory };

    private string Source => folder["images"];

    private string TheStore => Assert.Single(Directory.GetFiles(folder["cache"]));

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Readings))]
    public void Pictures_on_disk_are_those_in_memory_whatever_their_sizes_and_colours(PictureOptions reading)
    {
        Mixed("images");
        RequireSameTwice();
        Mixed("images/train");
        Mixed("images/test", blue: 90);
        foreach (var name in (string[])["a", "b"]) Directory.Delete(folder["images", name], recursive: true);
        RequireSameTwice();

        void RequireSameTwice()
        {
            var memory = DataSource.Open(Source, InMemory with { Pictures = reading });
            for (var time = 0; time < 2; time++)
            {
                var disk = DataSource.Open(Source, OnDisk with { Pictures = reading });
                Assert.Contains(time == 0 ? "was made now" : "earlier reading", disk.Notes[^1].ToString(), StringComparison.Ordinal);
                RequireSame(memory, disk);
            }
        }
    }

    [Fact]
    public void Training_gives_the_same_weights_bit_for_bit()
    {
        Mixed("images");
        var (memory, disk) = (DataSource.Open(Source, InMemory), DataSource.Open(Source, OnDisk));
        var blueprint = Recipes.Vae(Networks.Dense(memory.Shape, [4], 2));
        var options = new TrainingOptions { Epochs = 3, BatchSize = 3, ShuffleBlock = 2, ShuffleWindow = 2, Seed = 5 };
        using var first = TrainingRun.Finished(blueprint, memory.Train, options);
        using var second = TrainingRun.Finished(blueprint, disk.Train, options);
        Assert.NotEmpty(first.Weights);
        foreach (var (name, weights) in first.Weights) Assert.Equal(weights, second.Weights[name]);
    }

    [Fact]
    public void Grey_pictures_that_could_be_coloured_are_kept_with_one_channel()
    {
        var count = 10 * Environment.ProcessorCount;
        for (var i = 0; i < count; i++)
            folder.Write($"images/{i:0000}.png", Pictures.Png(6, 5, (x, y) => new SKColor((byte)(i + x), (byte)(i + x), (byte)(i + x))));
        // Some are written at a time, so that there are several sections.
        var pictures = Ingest(StoreKind.Disk, bytesAtOnce: 1);
        Assert.Equal(new DataShape(1, 5, 6), pictures.Shape);
        Assert.Equal(DataSource.Open(Source, InMemory).Whole!.ToArray(), pictures.Part(0, count, new SideData(null)).ToArray());
        Assert.InRange(new FileInfo(TheStore).Length, count * 30, (count * 30) + 3000);
        RequireSame(DataSource.Open(Source, InMemory), DataSource.Open(Source, OnDisk));
        // The last one is in colour.
        folder.Write("images/9999.png", Pictures.Png(6, 5, SKColors.Red));
        Assert.Equal(3, Ingest(StoreKind.Disk, bytesAtOnce: 1).Shape.Channels);
        RequireSame(DataSource.Open(Source, InMemory), DataSource.Open(Source, OnDisk));
    }

    [Fact]
    public void A_changed_folder_has_a_new_store()
    {
        Mixed("images");
        Action[] changes =
        [
            () => File.SetLastWriteTimeUtc(folder["images", "a", "1.png"], DateTime.UtcNow.AddHours(-1)),
            () => folder.Write("images/b/new.png", Pictures.Png(8, 8, SKColors.Blue)),
            () => File.Move(folder["images", "a", "1.png"], folder["images", "b", "1.png"]),
            () => File.Delete(folder["images", "b", "1.png"]),
        ];
        DataSource.Open(Source, OnDisk);
        foreach (var change in changes)
        {
            change();
            var changed = DataSource.Open(Source, OnDisk);
            Assert.Contains("was made now", changed.Notes[^1].ToString(), StringComparison.Ordinal);
            RequireSame(DataSource.Open(Source, InMemory), changed);
        }

        // What is no picture is no part of it.
        folder.Write("images/a/readme.txt", [1]);
        Assert.Contains("earlier reading", DataSource.Open(Source, OnDisk).Notes[^1].ToString(), StringComparison.Ordinal);
        Assert.NotNull(TheStore);
    }

    [Fact]
    public void What_training_finds_out_is_read_from_its_store_and_other_readings_have_stores_of_their_own()
    {
        Mixed("images");
        var trained = DataSource.Open(Source, OnDisk);
        Assert.Equal(new DataShape(3, 64, 64), trained.Shape);
        DataShape? demanded = null;
        // As the preparation of the model says it; a small store that is there is used unasked.
        var pictures = DataPreparation.Fit(ScalingKind.None, trained.Train).Pictures;
        var applied = DataSource.Open(Source, OnDisk with { Pictures = pictures, Store = StoreKind.Auto, Demand = shape => demanded = shape });
        Assert.Contains("earlier reading", applied.Notes[^1].ToString(), StringComparison.Ordinal);
        Assert.Equal(new DataShape(3, 64, 64), demanded);
        Assert.Equal(pictures, applied.Train.Pictures);
        RequireSame(trained, applied);
        Assert.NotNull(TheStore);
        foreach (var other in (PictureOptions[])[pictures with { Colour = PictureColour.Grey }, pictures with { Size = new PictureSize(64, 63) },
            pictures with { Fit = PictureFit.Resize }, pictures with { MostPixels = 1000 }])
            RequireSame(DataSource.Open(Source, InMemory with { Pictures = other }), DataSource.Open(Source, OnDisk with { Pictures = other }));
        Assert.Equal(5, Directory.GetFiles(folder["cache"]).Length);
        Assert.Throws<UsageException>(() => DataSource.Open(Source, OnDisk with { Demand = _ => throw new UsageException("Too large.") }));
    }

    [Fact]
    public void A_damaged_store_is_made_again()
    {
        Mixed("images");
        var memory = DataSource.Open(Source, InMemory with { Pictures = new PictureOptions { Size = new(8, 8) } });
        var small = OnDisk with { Pictures = new PictureOptions { Size = new(8, 8) } };
        DataSource.Open(Source, small);
        StoreDamage.RequireMended(TheStore, () =>
        {
            var data = DataSource.Open(Source, small);
            RequireSame(memory, data);
            return data.Notes;
        });
    }

    [Fact]
    public void A_header_that_does_not_fit_its_file_is_refused()
    {
        var path = folder["x.store"];
        foreach (var (count, shape, lengths) in (IEnumerable<(int, DataShape, long[])>)
            [(3, new(1, 2, 2), [8, 4]), (4, new(1, 2, 2), [8, 4]), (3, new(2, 2, 1), [12]), (0, new(1, 2, 2), []), (-3, new(1, -2, 2), [12]),
            (1, new(3, int.MaxValue, int.MaxValue), [12]), (3, new(1, 2, 2), [12, 4, -4]), (3, new(1, 2, 2), [1L << 40])])
        {
            PictureStore.File.Write(path, writer =>
            {
                List<StoredSection> sections = [];
                foreach (var length in lengths) sections.Add(new StoredSection(64 + sections.Sum(section => section.Length), length, ""));
                writer.Write(new byte[12], writer.Reserve(12));
                return new PictureStoreHeader("state", count, shape, [.. sections], []);
            });
            var isSound = lengths is [8, 4] && count == 3;
            (DecodedPictures Pictures, long Bytes)? Open() => PictureStore.Open(path, "state", _ => true, new PictureOptions(), verify: false);
            if (isSound) Assert.Equal(new float[12], Open()!.Value.Pictures.Part(0, 3, new SideData(null)).ToArray());
            else Assert.Contains("contradicts itself", Assert.Throws<HourglassException>(() => Open()).Message, StringComparison.Ordinal);
            Assert.Null(PictureStore.Open(path, "another state", _ => true, new PictureOptions()));
            Assert.Null(PictureStore.Open(path, "state", _ => false, new PictureOptions()));
            File.Delete(path);
        }
    }

    [Fact]
    public void A_cancelled_reading_leaves_nothing()
    {
        var count = 10 * Environment.ProcessorCount;
        for (var i = 0; i < count; i++) folder.Write($"images/{i:0000}.png", Pictures.Png(6, 5, SKColors.Red));
        foreach (var (work, at) in new[] { ("reading image headers", count), ("decoding images", 2 * Environment.ProcessorCount), ("decoding images", count) })
        {
            using var stop = new CancellationTokenSource();
            var done = new List<RowsDone>();
            Assert.ThrowsAny<OperationCanceledException>(() => Ingest(StoreKind.Disk, bytesAtOnce: 1, rows =>
            {
                done.Add(rows);
                if (rows.Part == work && rows.Done == at) stop.Cancel();
            }, stop.Token));
            Assert.Equal(new RowsDone(work, at, count), done[^1]);
            Assert.Empty(Directory.Exists(folder["cache"]) ? Directory.GetFileSystemEntries(folder["cache"]) : []);
        }

        Assert.ThrowsAny<OperationCanceledException>(() => DataSource.Open(Source, OnDisk, cancellation: new CancellationToken(canceled: true)));
        List<RowsDone> told = [];
        DataSource.Open(Source, OnDisk, told.Add, TestContext.Current.CancellationToken);
        Assert.Equal([new RowsDone("reading image headers", count, count), new RowsDone("decoding images", count, count)], told);
        Assert.NotNull(TheStore);
    }

    [Fact]
    public void A_broken_picture_is_refused_as_in_memory_and_leaves_nothing()
    {
        Mixed("images");
        var cut = Pictures.Png(40, 40, (x, y) => new SKColor((byte)(x * y), 0, 0))[..^60];
        foreach (var broken in (string[])["a/0.png", "b/9.png"])
        {
            folder.Write($"images/{broken}", cut);
            var memory = Assert.Throws<HourglassException>(() => DataSource.Open(Source, InMemory));
            Assert.Equal((folder["images", "a", "0.png"], "replace or remove it"), (memory.What, memory.Allowed));
            foreach (var kind in (StoreKind[])[StoreKind.Disk, StoreKind.Auto])
            {
                var disk = Assert.Throws<HourglassException>(() => Ingest(kind));
                Assert.Equal((memory.Message, memory.What, memory.Got, memory.Allowed), (disk.Message, disk.What, disk.Got, disk.Allowed));
            }

            Assert.Empty(Directory.GetFileSystemEntries(folder["cache"]));
        }

        File.Delete(folder["images", "a", "0.png"]);
        File.Delete(folder["images", "b", "9.png"]);
        File.CreateSymbolicLink(folder["images", "a", "gone.png"], folder["gone.png"]);
        Assert.Equal(Assert.Throws<HourglassException>(() => DataSource.Open(Source, InMemory)).Message,
            Assert.Throws<HourglassException>(() => DataSource.Open(Source, OnDisk)).Message);
    }

    [Fact]
    public void Large_folders_are_put_on_disk_unasked_where_that_is_possible()
    {
        Mixed("images");
        var memory = DataSource.Open(Source, InMemory);
        var small = DataSource.Open(Source, OnDisk with { Store = StoreKind.Auto });
        Assert.False(Directory.Exists(folder["cache"]));
        Assert.False(small.Train.IsMapped);
        Assert.True(Ingest(StoreKind.Auto).Part(0, 3, new SideData(null)).IsMapped);
        Assert.NotNull(TheStore);

        var file = folder.Write("file", [1]);
        var kept = Ingest(StoreKind.Auto, cache: Path.Combine(file, "cache"));
        Assert.Contains("The images are kept in memory.", Assert.Single(kept.Notes).ToString(), StringComparison.Ordinal);
        Assert.Equal(memory.Whole!.ToArray(), kept.Part(0, memory.Whole.Count, new SideData(null)).ToArray());
        var error = Assert.Throws<HourglassException>(() => DataSource.Open(Source, OnDisk with { Cache = Path.Combine(file, "cache") }));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Equal("cache folder", Assert.Throws<UsageException>(() => DataSource.Open(Source, OnDisk with { Cache = "cache" })).What);
    }

    [Fact]
    public void Two_readings_at_once_leave_one_store()
    {
        Mixed("images");
        var memory = DataSource.Open(Source, InMemory);
        Parallel.For(0, 4, _ => RequireSame(memory, DataSource.Open(Source, OnDisk)));
        Assert.EndsWith(".store", TheStore, StringComparison.Ordinal);
    }

    [Fact]
    public void What_memory_cannot_hold_is_refused_before_it_is_decoded_if_it_is_to_lie_there()
    {
        for (var i = 0; i < 43; i++) folder.Write($"images/{i}.png", Pictures.Png(4, 4, SKColors.Red));
        var large = new PictureOptions { Size = new(4096, 4096), Colour = PictureColour.Rgb };
        var error = Assert.Throws<HourglassException>(() => DataSource.Open(Source, InMemory with { Pictures = large }));
        Assert.Contains("43 images of 3x4096x4096", error.Message, StringComparison.Ordinal);
        Assert.Contains("store=disk", error.Message, StringComparison.Ordinal);
    }

    private static void RequireSame(Dataset expected, Dataset actual)
    {
        Assert.Equal(expected.Fingerprint(), actual.Fingerprint());
        Assert.Equal(expected.FileNames, actual.FileNames);
        Assert.Equal(expected.ClassNames, actual.ClassNames);
        Assert.Equal(expected.Whole is null, actual.Whole is null);
        Assert.True(actual.Train.IsMapped);
        foreach (var (one, other) in new[] { (expected.Train, actual.Train), (expected.Test, actual.Test) })
        {
            Assert.Equal(one.Shape, other.Shape);
            Assert.Equal(one.ToArray(), other.ToArray());
            Assert.Equal(one.Labels, other.Labels);
            Assert.Equal(one.Range, other.Range);
            Assert.Equal(one.Kind, other.Kind);
        }
    }

    private DecodedPictures Ingest(StoreKind kind, int bytesAtOnce = 1 << 20, Action<RowsDone>? report = null, CancellationToken cancellation = default,
        string? cache = null)
    {
        var (parts, _) = PictureFiles.List(Source);
        var ingest = new PictureIngest(new PictureOptions(), kind, null, report, cancellation) { MostInMemory = 0, BytesAtOnce = bytesAtOnce };
        return ingest.Read([.. parts[0].Select(name => Path.Combine(Source, name))], [Source], cache ?? folder["cache"]);
    }

    // Grey and coloured ones of several sizes, in two classes.
    private void Mixed(string place, byte blue = 40)
    {
        for (var i = 1; i <= 4; i++)
        {
            folder.Write($"{place}/a/{i}.png", Pictures.Png(8 + i, 7, (x, y) => new SKColor((byte)(20 * x), (byte)(9 * y * i), blue)));
            folder.Write($"{place}/b/{i}.jpg", Pictures.Jpeg(5, 6 + i, (x, y) => new SKColor((byte)(30 * x), (byte)(30 * x), (byte)(30 * x))));
        }
    }
}
