using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Preparation;
using Hourglass.Samplers;
using Hourglass.Tests.Evaluation;
using Hourglass.Training;

namespace Hourglass.Tests.Preparation;

/// <summary>One value takes examples from the source's units to the model's and back, and everything that takes examples goes through it.</summary>
public sealed class DataPreparationTests
{
    private static readonly DataShape Shape = new(1, 4, 6);
    private static readonly FloatExamples Grey = new(Batches.Numbers(40 * Shape.Size, 4), Shape);

    /// <summary>Every entry of the library that takes examples for a model.</summary>
    private static readonly Dictionary<string, Action<Autoencoder, Examples>> Entries = new(StringComparer.Ordinal)
    {
        ["encode"] = (model, examples) => model.Encode(examples),
        ["reconstruct"] = (model, examples) => model.Reconstruct(examples),
        ["evaluate"] = (model, examples) => Evaluator.Evaluate(model, examples),
        ["neighbours"] = (model, examples) => Evaluator.Evaluate(model, Grey, examples),
        ["likelihood"] = (model, examples) => ImportanceSampling.Estimate(model, examples, 2),
        ["information"] = (model, examples) => CodeInformation.Estimate(model, examples),
        ["pca"] = (model, examples) => PcaReference.Fit(model, examples).Dispose(),
        ["sampler"] = (model, examples) => model.FitSampler(new MixtureSampler(), examples).Dispose(),
        ["train"] = (model, examples) => TrainingRun.Finished(model.Blueprint, examples, new TrainingOptions { Epochs = 1 }).Dispose(),
    };

    public static TheoryData<string> EntryNames => [.. Entries.Keys];

    [Theory]
    [MemberData(nameof(EntryNames))]
    public void Examples_of_another_shape_are_refused_before_native_memory(string entry)
    {
        using var model = Vae().Build(1);
        foreach (var shape in new[] { new DataShape(1, 6, 4), DataShape.Row(Shape.Size), DataShape.Row(1000), new DataShape(2, 4, 6) })
        {
            var refusal = Assert.Throws<HourglassException>(() => Entries[entry](model, new FloatExamples(new float[5 * shape.Size], shape)));
            Assert.Contains($"examples of shape {shape}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("takes 1x4x6", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EntryNames))]
    public void No_examples_are_refused(string entry)
    {
        using var model = Vae().Build(1);
        Assert.Contains("no examples", Assert.Throws<HourglassException>(() => Entries[entry](model, Grey.First(0))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EntryNames))]
    public void Values_that_the_loss_cannot_read_are_refused_wherever_they_come_in(string entry)
    {
        using var model = Vae().Build(1);
        var grey = Grey.ToArray();
        grey[(7 * Shape.Size) + 5] = 187;
        var refusal = Assert.Throws<HourglassException>(() => Entries[entry](model, new FloatExamples(grey, Shape)));
        Assert.Contains("Example 7, feature 5 is 187", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("bernoulli loss", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_conditions_or_codes_are_refused()
    {
        using var model = Recipes.Cvae(Networks.Dense(Shape, [4], 2), new LabelCondition(3)).Build(1);
        Assert.Contains("no examples", Assert.Throws<HourglassException>(() => model.ConditionOf(Grey.First(0))).Message, StringComparison.Ordinal);
        Assert.Contains("examples of shape 24",
            Assert.Throws<HourglassException>(() => model.ConditionOf(new FloatExamples(new float[24], DataShape.Row(24), [0]))).Message,
            StringComparison.Ordinal);
        Assert.Contains("no codes", Assert.Throws<UsageException>(() => model.Decode(new float[0, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_scales_by_itself_and_its_model_speaks_the_units_of_the_source()
    {
        var table = new FloatExamples([.. Batches.Numbers(300 * 3,
            4).Select((value, i) => (i % 3) switch { 0 => value / 1000, 1 => (value * 4000) + 100, _ => value - 20 })], DataShape.Row(3));
        using var model = await Trainer.FitAsync(Recipes.Pca(table.Shape, 3), table, scale: ScalingKind.Standard,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(ScalingKind.Standard, model.Preparation.Scaling.Kind);
        var (given, back) = (table.ToRows(), model.Reconstruct(table));
        for (var i = 0; i < table.Count; i++)
        {
            for (var j = 0; j < 3; j++) Assert.Equal(given[i, j], back[i, j], 1e-4 * model.Preparation.Scaling.Scale[j]);
        }
    }

    [Fact]
    public void A_view_is_made_and_looked_through_once_for_examples_that_come_again()
    {
        var counted = new CountedExamples(Grey);
        using var model = Vae().Build(1);
        model.Encode(counted);
        var once = counted.Reads;
        Assert.Equal(2 * Grey.Count, once);
        model.Encode(counted);
        model.Reconstruct(counted);
        Assert.Equal(4 * Grey.Count, counted.Reads);
        Assert.Same(model.Preparation.Apply(counted), model.Preparation.Apply(counted));
    }

    [Fact]
    public void What_one_draw_is_needed_of_is_drawn_where_training_draws_anew_and_only_there()
    {
        using var dynamic = (Vae() with { Binarization = Binarization.Dynamic }).Build(1);
        using var fixedOnce = (Vae() with { Binarization = Binarization.Static }).Build(1);
        using var plain = Vae().Build(1);
        Assert.Equal(Grey.ToArray(), plain.Preparation.Apply(Grey, 5).ToArray());
        Assert.Equal(Grey.ToArray(), dynamic.Preparation.Apply(Grey).ToArray());
        Assert.Equal(Grey.Binarized(5).ToArray(), dynamic.Preparation.Apply(Grey, 5).ToArray());
        Assert.Equal(fixedOnce.Preparation.Apply(Grey).ToArray(), fixedOnce.Preparation.Apply(Grey, 5).ToArray());
        Assert.All(fixedOnce.Preparation.Apply(Grey).ToArray(), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public async Task A_saved_model_keeps_how_its_pictures_were_read()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 6; i++)
            folder.Write(Path.Combine("pictures", $"{i}.png"), Data.Pictures.Png(9, 7, (x, y) => new SkiaSharp.SKColor((byte)(x * 20), (byte)(y * 30), 7)));
        var asked = new PictureOptions { Size = new PictureSize(4, 4), Colour = PictureColour.Grey, Fit = PictureFit.Resize };
        var pictures = DataSource.Open(folder["pictures"], new DataOptions { Pictures = asked });
        using var model = await Trainer.FitAsync(Recipes.Ae(Networks.Dense(pictures.Shape, [4], 2)), pictures.Train, new TrainingOptions { Epochs = 1 },
            cancellation: TestContext.Current.CancellationToken);
        model.Save(folder["model"]);
        using var loaded = Autoencoder.Load(folder["model"]);
        Assert.Equal(asked, loaded.Preparation.Pictures);
    }

    [Fact]
    public void Pictures_are_read_again_in_the_size_and_colour_of_training_and_rows_as_was_asked()
    {
        var asked = new PictureOptions { Fit = PictureFit.Resize };
        foreach (var (channels, colour) in new[] { (1, PictureColour.Grey), (3, PictureColour.Rgb) })
        {
            var pictures = new FloatExamples(new float[channels * 24], new DataShape(channels, 4, 6));
            Assert.Equal(asked with { Size = new PictureSize(4, 6), Colour = colour }, DataPreparation.Fit(ScalingKind.None, pictures, asked).Pictures);
        }

        Assert.Equal(asked, DataPreparation.Fit(ScalingKind.None, new FloatExamples([1, 2], DataShape.Row(2)), asked).Pictures);
    }

    [Fact]
    public async Task Rows_outside_the_unit_interval_are_standardised_by_default_and_that_is_told()
    {
        // As in the breast-cancer table: 30 measurements, each about its own mean, from 0.001 to 4254.
        const int Features = 30;
        var noise = Batches.Numbers(569 * Features, 4);
        var table = new FloatExamples([.. noise.Select((value, i) => 0.001f * MathF.Pow(4254 / 0.001f,
            (((i % Features) + (value / 4)) / Features) + (value / 40)))], DataShape.Row(Features));
        Assert.InRange(table.Values.Most, 2000, 8000);
        List<RunEvent> events = [];
        var blueprint = Recipes.Vae(Networks.Dense(table.Shape, [16], 2), new Gaussian());
        using var model = await Trainer.FitAsync(blueprint, table, new TrainingOptions { Epochs = 3 }, report: events.Add,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(ScalingKind.Standard, model.Preparation.Scaling.Kind);
        Assert.Equal(ScalingKind.Standard, Assert.Single(events.OfType<ExamplesScaled>()).Scale);
        Assert.DoesNotContain(events, happened => happened is LearningRateHalved);
        var raw = await Assert.ThrowsAsync<HourglassException>(() => Trainer.FitAsync(blueprint, table, new TrainingOptions { Epochs = 3, LearningRate = 1 },
            scale: ScalingKind.None, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("scaled data (scale=standard), whose values now go from", raw.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_and_rows_in_the_unit_interval_stay_as_they_are_by_default()
    {
        var loud = new FloatExamples(Batches.Numbers(5 * Shape.Size, 4).Select(value => value * 300).ToArray(), Shape);
        Assert.Equal(ScalingKind.None, DataPreparation.Fit(ScalingKind.Auto, loud).Scaling.Kind);
        Assert.Equal(ScalingKind.None, DataPreparation.Fit(ScalingKind.Auto, new FloatExamples(Batches.Numbers(50, 4), DataShape.Row(10))).Scaling.Kind);
        Assert.Equal(ScalingKind.Standard, DataPreparation.Fit(ScalingKind.Auto, new FloatExamples([0, 1, 1.5f, 0], DataShape.Row(2))).Scaling.Kind);
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("gaussian")]
    public void Numbers_up_to_255_where_there_were_bytes_are_named(string loss)
    {
        var bytes = new ByteExamples([.. Batches.Numbers(40 * Shape.Size, 4).Select(value => (byte)(value * 255))], Shape);
        using var run = TrainingRun.Finished(Recipes.Ae(Networks.Dense(Shape, [4], 2), loss == "gaussian" ? new Gaussian() : null), bytes,
            new TrainingOptions { Epochs = 1 });
        var numbers = new FloatExamples([.. bytes.ToArray().Select(value => value * 255)], Shape);
        foreach (var use in new Action[] { () => run.Model.Encode(numbers), () => run.Model.Reconstruct(numbers), () => Evaluator.Evaluate(run.Model, numbers) })
        {
            var refusal = Assert.Throws<HourglassException>(use);
            Assert.Contains("trained on bytes, read as value / 255, but these are floating-point numbers from 0 to 25", refusal.Message,
                StringComparison.Ordinal);
            Assert.Contains("save them as bytes (uint8), or divide them by 255", refusal.Message, StringComparison.Ordinal);
        }

        run.Model.Encode(new FloatExamples(bytes.ToArray(), Shape));
    }

    [Fact]
    public void Bytes_where_there_were_numbers_up_to_255_are_named()
    {
        var numbers = new FloatExamples([.. Batches.Numbers(40 * Shape.Size, 4).Select(value => value * 255)], Shape);
        using var model = Recipes.Ae(Networks.Dense(Shape, [4], 2)).Build(1);
        model.Preparation = DataPreparation.Fit(ScalingKind.MinMax, numbers);
        Assert.Contains("these are bytes", Assert.Throws<HourglassException>(() => model.Encode(new ByteExamples(new byte[Shape.Size], Shape))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_a_little_outside_the_training_range_counts_as_its_end_and_what_lies_far_outside_is_refused()
    {
        using var model = Recipes.Ae(Networks.Dense(DataShape.Row(2), [4], 1)).Build(1);
        model.Preparation = DataPreparation.Fit(ScalingKind.MinMax, new FloatExamples([10, -4, 20, 0], DataShape.Row(2)));
        Assert.Equal([1, 0, 0, 0.5f], model.Preparation.Apply(new FloatExamples([21, -5, 9, -2], DataShape.Row(2))).ToArray());
        Assert.Contains("trained on values from -4 to 20",
            Assert.Throws<HourglassException>(() => model.Encode(new FloatExamples([2100, -2], DataShape.Row(2)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preparation_from_before_the_values_of_training_were_kept_is_still_read()
    {
        using var folder = new TemporaryFolder();
        using var model = Vae().Build(1);
        model.Preparation = DataPreparation.Fit(ScalingKind.None, Grey);
        model.Save(folder.Root);
        var old = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(folder["preprocessing.json"]))!.AsObject();
        Assert.True(old.Remove("source"));
        old.Remove("sha256");
        File.WriteAllText(folder["preprocessing.json"], old.ToJsonString());
        using var loaded = Autoencoder.Load(folder.Root);
        Assert.Null(loaded.Preparation.Source);
        Assert.Equal(model.Encode(Grey), loaded.Encode(Grey));
    }

    [Fact]
    public void The_rate_is_blamed_where_the_data_are_sound_and_the_data_where_they_are_not()
    {
        var fast = NotFiniteAdvice.Of(new TrainingOptions { LearningRate = 10 }, Grey);
        Assert.Equal("Try a smaller learning rate (now 10) such as the default, 0.001.", fast.ToString());
        Assert.Equal("Try a smaller learning rate (now 0.001), or gradient clipping (clip=5).", NotFiniteAdvice.Of(new TrainingOptions(), Grey).ToString());
        var loud = new FloatExamples([0.5f, 4254], DataShape.Row(2));
        Assert.StartsWith("Try scaled data (scale=standard), whose values now go from 0.5 to 4254, or a smaller",
            NotFiniteAdvice.Of(new TrainingOptions(), loud).ToString(), StringComparison.Ordinal);
    }

    private static Blueprint Vae() => Recipes.Vae(Networks.Dense(Shape, [8], 2));

    /// <summary>Counts how often an example is read.</summary>
    private sealed class CountedExamples : Examples
    {
        private readonly Examples counted;

        public CountedExamples(Examples source)
            : base(source) => counted = source;

        public int Reads { get; private set; }

        public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
        {
            Reads += indices.Length;
            counted.CopyTo(indices, destination);
        }
    }
}
