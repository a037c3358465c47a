using Hourglass.Data;
using Hourglass.Evaluation;
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
        ["sampler"] = (model, examples) => model.Fit(new MixtureSampler(), examples).Dispose(),
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
        Assert.Contains("examples of shape 24", Assert.Throws<HourglassException>(() => model.ConditionOf(new FloatExamples(new float[24], DataShape.Row(24), [0]))).Message, StringComparison.Ordinal);
        Assert.Contains("no codes", Assert.Throws<UsageException>(() => model.Decode(new float[0, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_scales_by_itself_and_its_model_speaks_the_units_of_the_source()
    {
        var table = new FloatExamples([.. Batches.Numbers(300 * 3, 4).Select((value, i) => (i % 3) switch { 0 => value / 1000, 1 => (value * 4000) + 100, _ => value - 20 })], DataShape.Row(3));
        using var model = await Trainer.FitAsync(Recipes.Pca(table.Shape, 3), table, scale: ScalingKind.Standard, cancellation: TestContext.Current.CancellationToken);
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
        for (var i = 0; i < 6; i++) folder.Write(Path.Combine("pictures", $"{i}.png"), Data.Pictures.Png(9, 7, (x, y) => new SkiaSharp.SKColor((byte)(x * 20), (byte)(y * 30), 7)));
        var asked = new PictureOptions { Size = new PictureSize(4, 4), Colour = PictureColour.Grey, Fit = PictureFit.Resize };
        var pictures = DataSource.Open(folder["pictures"], new DataOptions { Pictures = asked });
        using var model = await Trainer.FitAsync(Recipes.Ae(Networks.Dense(pictures.Shape, [4], 2)), pictures.Train, new TrainingOptions { Epochs = 1 }, cancellation: TestContext.Current.CancellationToken);
        model.Save(folder["model"]);
        using var loaded = Autoencoder.Load(folder["model"]);
        Assert.Equal(asked, loaded.Preparation.Pictures);
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
