using Hourglass.Data;
using Hourglass.Persistence;
using Hourglass.Preparation;
using Hourglass.Tests.Evaluation;

namespace Hourglass.Tests.Persistence;

/// <summary>The data of a run: fitted once, and prepared in the same way when it goes on.</summary>
public sealed class PreparedDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, null, ScalingKind.None, false)]
    [InlineData(50, null, ScalingKind.Standard, true)]
    [InlineData(50, "none", ScalingKind.None, false)]
    [InlineData(50, "standard", ScalingKind.Standard, false)]
    [InlineData(50, "minmax", ScalingKind.MinMax, false)]
    public void Rows_outside_the_unit_interval_are_scaled_unless_another_scale_is_requested_and_only_then_it_is_told(float shift, string? scale,
        ScalingKind expected, bool isTold)
    {
        var data = PreparedData.Open(Rows(shift), Settings(scale));
        Assert.Equal(expected, data.Preparation.Scaling.Kind);
        Assert.Equal(expected, data.Read.Scale);
        Assert.Equal(data.Dataset.Name, data.Read.Data);
        Assert.Equal(data.Dataset.Notes.Count + (isTold ? 1 : 0), data.Read.Notes.Count);
        Assert.Equal(isTold, data.Read.Notes.Any(note => note.ToString().Contains("scale=none", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_run_that_goes_on_keeps_its_preparation_and_reads_pictures_as_before()
    {
        var pictures = new PictureOptions { Size = new PictureSize(5, 5), Colour = PictureColour.Grey };
        var saved = DataPreparation.Fit(ScalingKind.Standard, new FloatExamples([1, 2, 3, 7, 8, 12], DataShape.Row(3)), pictures);
        var data = PreparedData.Open(Rows(50), Settings("minmax"), saved);
        Assert.Same(saved, data.Preparation);
        Assert.DoesNotContain(data.Read.Notes, note => note.ToString().Contains("scale=none", StringComparison.Ordinal));

        for (var i = 0; i < 4; i++) folder.Write(Path.Combine("pictures", $"{i}.png"), Data.Pictures.Png(9, 7, new SkiaSharp.SKColor(30, 60, (byte)(9 * i))));
        Assert.Equal(new DataShape(1, 5, 5), PreparedData.Open(folder["pictures"], Settings(null), saved).Dataset.Train.Shape);
        Assert.Equal(new DataShape(3, 7, 9), PreparedData.Open(folder["pictures"], Settings(null)).Dataset.Train.Shape);
    }

    [Fact]
    public void A_share_of_test_examples_is_refused_for_data_with_a_test_split()
    {
        NpzFile.Write(folder["parts.npz"], [new("x_train", new NpyArray(new float[60], 20, 3)), new("x_test", new NpyArray(new float[12], 4, 3))]);
        var settings = Catalog.Find("ae").Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["test_share"] = "0.2" });
        var error = Assert.Throws<UsageException>(() => PreparedData.Open(folder["parts.npz"], settings));
        Assert.Contains("test_share is 0.2", error.Message, StringComparison.Ordinal);
        Assert.Contains("have a test split of their own", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_traits_are_those_of_the_examples_in_the_units_of_the_model()
    {
        Assert.False(DataTraits.Of(PreparedData.Open(Rows(50), Settings("none")).Dataset.Train).InUnitInterval);
        Assert.True(PreparedData.Open(Rows(50), Settings("minmax")).Traits.InUnitInterval);
        Assert.False(PreparedData.Open(Rows(50), Settings("standard")).Traits.InUnitInterval);
    }

    [Fact]
    public void Images_that_one_array_cannot_hold_are_read_by_blocks_unless_another_order_is_requested()
    {
        // A file of zeros, which takes no space on the disk: as training part one array less ten images, and ten more than one.
        var most = Array.MaxLength / 10_000;
        foreach (var (count, block, window) in new[] { (most - 10, 0, 1), (most + 10, 419, 128) })
        {
            var header = new NpyHeader("|u1", FortranOrder: false, [count, 100, 100]).Encode();
            using (var file = File.Create(folder["large.npy"]))
            {
                file.Write(header);
                file.SetLength(header.Length + (count * 10_000L));
            }

            var (examples, _) = ArrayFile.LoadNpy(folder["large.npy"], StoreKind.Disk);
            var data = new PreparedData(new Dataset("zeros", examples, examples), DataPreparation.None, "");
            var settings = Training(data.Completed(Settings(null)));
            Assert.Equal((block, window), (settings.ShuffleBlock, settings.ShuffleWindow));
            settings = Training(data.Completed(Catalog.Find("ae").Read(new Dictionary<string, string> { ["shuffle_block"] = "7" })));
            Assert.Equal((7, window), (settings.ShuffleBlock, settings.ShuffleWindow));
        }

        // Drawn when they are read, in any order.
        Assert.Empty(MappedDefaults.For(DataSource.Open("sprites:all").Train));

        static Hourglass.Training.TrainingOptions Training(Hourglass.Settings.SettingValues settings) => TrainingParameters.Read(settings);
    }

    private static Hourglass.Settings.SettingValues Settings(string? scale)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        if (scale is not null) given["scale"] = scale;
        return Catalog.Find("ae").Read(given);
    }

    private string Rows(float shift)
    {
        NpyFile.Write(folder["rows.npy"], [.. Batches.Numbers(60 * 3, 4).Select(value => value + shift)], 60, 3);
        return folder["rows.npy"];
    }
}
