using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Evaluation;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Preparation;
using Hourglass.Tests.Evaluation;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>What is padding, and how much of it there is, never changes a result.</summary>
public sealed class PaddingTests
{
    private const int Features = 2;
    private static readonly int[] Lengths = [3, 5, 1, 4, 2, 5];
    private static readonly string[] Timings = ["samples_per_second", "peak_memory_mb", "wall_seconds", "ssim"];

    public static TheoryData<RecurrentCell, string> Models => new()
    {
        { RecurrentCell.Lstm, "seq2seq-ae" }, { RecurrentCell.Gru, "seq2seq-ae" }, { RecurrentCell.Lstm, "vae" }, { RecurrentCell.Gru, "hvae" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Other_values_and_more_of_it_change_neither_code_nor_loss_nor_gradients(RecurrentCell cell, string model)
    {
        var expected = Pass(cell, model, Series(steps: 5, padding: 0));
        Assert.All(expected.Gradients, gradient => Assert.Contains(gradient, value => value != 0));
        foreach (var other in new[] { Series(steps: 5, padding: 0.7f), Series(steps: 5, padding: -40), Series(steps: 9, padding: 0.3f) })
        {
            var actual = Pass(cell, model, other);
            Close(expected.Code, actual.Code);
            Close(expected.Terms, actual.Terms);
            Assert.Equal(expected.Gradients.Length, actual.Gradients.Length);
            foreach (var (a, b) in expected.Gradients.Zip(actual.Gradients)) Close(a, b);
        }
    }

    [Fact]
    public void The_loss_is_that_of_each_series_alone()
    {
        using var scope = NewDisposeScope();
        var all = Pass(RecurrentCell.Lstm, "seq2seq-ae", Series(steps: 5, padding: 0));
        for (var i = 0; i < Lengths.Length; i++)
        {
            var alone = new FloatExamples(Values(i, Lengths[i]), new DataShape(1, Lengths[i], Features));
            using var model = Model(RecurrentCell.Lstm, "seq2seq-ae", alone.Shape).Build(3);
            using var reader = new BatchReader(alone, 1);
            var batch = reader.Read(0);
            var terms = model.Evaluate(batch, batch.Rows, new Moment(0, 1), Randomness.Generator(1, RandomPurpose.TrainingStep)).Terms;
            Assert.Equal(terms[0].item<float>(), all.Terms[i], 1e-5f);
            Assert.Equal(model.Encode(alone)[0, 0], all.Code[i * 2], 1e-5f);
        }
    }

    [Fact]
    public void Measures_are_of_the_real_steps()
    {
        IReadOnlyList<Metric> Measured(Examples padded)
        {
            using var measured = Model(RecurrentCell.Gru, "seq2seq-ae", padded.Shape).Build(3);
            return [.. Evaluator.Evaluate(measured, padded).Where(metric => !Timings.Contains(metric.Name))];
        }

        var expected = Measured(Series(steps: 5, padding: 0));
        Assert.Equal(["loss_nats", "reconstruction_nats", "mse_per_feature", "bce_per_feature", "psnr_db"], expected.Select(metric => metric.Name));
        foreach (var other in new[] { Series(steps: 5, padding: 9), Series(steps: 30, padding: 0.3f) })
        {
            var actual = Measured(other);
            Assert.Equal(expected.Select(metric => metric.Name), actual.Select(metric => metric.Name));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Value, pair.Second.Value, 1e-5 * Math.Abs(pair.First.Value)));
        }

        // By hand: the mean over the real numbers alone.
        var series = Series(steps: 5, padding: 0);
        using var model = Model(RecurrentCell.Gru, "seq2seq-ae", series.Shape).Build(3);
        var (rows, copies) = (series.ToRows(), model.Reconstruct(series));
        var errors = Lengths.SelectMany((length, i) => Enumerable.Range(0, length * Features).Select(j => Math.Pow(rows[i, j] - copies[i, j], 2)));
        Assert.Equal(errors.Average(), expected.Value("mse_per_feature"), 1e-6);
    }

    [Fact]
    public void Bits_per_dimension_are_of_the_real_features()
    {
        var real = Lengths.Sum() * Features * Math.Log(2) / Lengths.Length;
        var expected = Measured(Series(steps: 5, padding: 0));
        Assert.Equal(expected.Value("nll_nats") / real, expected.Value("nll_bits_per_dimension"), 1e-9);
        Assert.Equal((expected.Value("reconstruction_nats") + expected.Value("kl_nats")) / real, BitsBack.Of(Series(steps: 5, padding: 0), expected).Value,
            1e-9);
        Assert.Equal(expected.Value("nll_bits_per_dimension"), Measured(Series(steps: 30, padding: 0.3f)).Value("nll_bits_per_dimension"), 1e-4);

        static IReadOnlyList<Metric> Measured(Examples padded)
        {
            using var model = Model(RecurrentCell.Gru, "vae", padded.Shape).Build(3);
            return Evaluator.Evaluate(model, padded, null, new EvaluationOptions { NllSamples = 20 });
        }
    }

    [Fact]
    public void A_trained_model_does_not_depend_on_it()
    {
        float[] Trained(Examples series)
        {
            using var run = TrainingRun.Finished(Model(RecurrentCell.Lstm, "seq2seq-ae", series.Shape), series,
                new TrainingOptions { Epochs = 3, BatchSize = 4 });
            return [.. run.Model.Encode(series).Cast<float>()];
        }

        var expected = Trained(Series(steps: 5, padding: 0));
        Close(expected, Trained(Series(steps: 5, padding: 0.9f)));
        Close(expected, Trained(Series(steps: 8, padding: 0.2f)));
    }

    [Theory]
    [InlineData(ScalingKind.MinMax)]
    [InlineData(ScalingKind.Standard)]
    public void A_scaling_is_learnt_from_the_real_steps_and_the_same_at_each(ScalingKind kind)
    {
        var scaling = Scaling.Fit(kind, Series(steps: 5, padding: 30));
        var real = Lengths.SelectMany((length, i) => Values(i, length)).ToArray();
        for (var feature = 0; feature < Features; feature++)
        {
            var column = real.Where((_, j) => j % Features == feature).Select(value => (double)value).ToArray();
            var (offset, scale) = kind == ScalingKind.MinMax
                ? (column.Min(), column.Max() - column.Min())
                : (column.Average(), Math.Sqrt(column.Average(value => Math.Pow(value - column.Average(), 2))));
            for (var step = 0; step < 5; step++)
            {
                Assert.Equal(offset, scaling.Offset[(step * Features) + feature], 1e-6);
                Assert.Equal(scale, scaling.Scale[(step * Features) + feature], 1e-6);
            }
        }

        var scaled = scaling.Apply(Series(steps: 5, padding: 30)).ToRows();
        Assert.All(Enumerable.Range(Lengths[2] * Features, 4 * Features), j => Assert.Equal(0, scaled[2, j]));
        Assert.True(kind != ScalingKind.MinMax || scaled.Cast<float>().All(value => value is >= 0 and <= 1));
    }

    [Fact]
    public void Dense_models_leave_it_out_as_well_whatever_computes_them()
    {
        var series = Series(steps: 5, padding: 0);
        using var model = Recipes.Ae(Networks.Dense(series.Shape, [4], 2)).Build(1);
        using (var torch = StepEngine.For(Engine.Auto, model, series, 8, 1))
        {
            Assert.Equal(Engine.Torch, torch.Taken.Engine);
            Assert.Contains("padding", torch.Taken.Reason, StringComparison.Ordinal);
        }

        Assert.Contains("padding", Assert.Throws<UsageException>(() => StepEngine.For(Engine.Fused, model, series, 8, 1)).Message, StringComparison.Ordinal);
        using (var whole = StepEngine.For(Engine.Auto, model, series.With(SideData.None), 8, 1)) Assert.Equal(Engine.Fused, whole.Taken.Engine);

        // The first layer of a stack is held against the examples: without lengths the padding counts, too.
        using var scope = NewDisposeScope();
        using var stack = Recipes.StackedDenoising(Networks.Dense(series.Shape, [4], 2), new GaussianNoise(0.1)).Build(1);
        double Loss(Examples examples)
        {
            using var reader = new BatchReader(examples, examples.Count);
            using var random = Randomness.Generator(7, RandomPurpose.TrainingStep);
            var stage = new TrainingPlan(stack, 1).At(0)!.Stage!;
            return Assert.IsType<LayerStage>(stage).Evaluate(reader.Read(0), new Moment(0, examples.Count), random)[0][0].sum().item<float>();
        }

        Assert.InRange(Loss(series) / Loss(series.With(SideData.None)), 0.3, 0.9);
    }

    [Fact]
    public void A_loss_of_whole_examples_cannot_leave_it_out()
    {
        var series = Series(steps: 5, padding: 0);
        using var model = (Model(RecurrentCell.Gru, "seq2seq-ae", series.Shape) with { Loss = new CountingLoss() }).Build();
        Assert.Contains("padding that must not count", Assert.Throws<UsageException>(() => Evaluator.Evaluate(model, series)).Message,
            StringComparison.Ordinal);
    }

    private static Blueprint Model(RecurrentCell cell, string model, DataShape shape)
    {
        var networks = Networks.Recurrent(shape, latent: 2, cell, units: 6, layers: 2);
        return model switch
        {
            "vae" => Recipes.Vae(networks),
            "hvae" => Recipes.Hvae(networks),
            _ => Recipes.Seq2Seq(networks),
        };
    }

    private static (float[] Code, float[] Terms, float[][] Gradients) Pass(RecurrentCell cell, string name, Examples series)
    {
        using var scope = NewDisposeScope();
        using var model = Model(cell, name, series.Shape).Build(3);
        using var reader = new BatchReader(series, series.Count);
        using var random = Randomness.Generator(7, RandomPurpose.TrainingStep);
        var stage = new ObjectiveStage(model, 1);
        var terms = stage.Evaluate(reader.Read(0), new Moment(0, series.Count), random);
        new StageLosses(stage, terms, 0).Backward();
        return (
            [.. model.Encode(series).Cast<float>()],
            [.. terms[0].SelectMany(term => term.data<float>().ToArray())],
            [.. model.Modules.parameters().Select(parameter => parameter.grad!.data<float>().ToArray())]);
    }

    /// <summary>Six series of unequal lengths, in [0, 1], padded to so many steps.</summary>
    private static Examples Series(int steps, float padding)
    {
        var values = new float[Lengths.Length * steps * Features];
        Array.Fill(values, padding);
        for (var i = 0; i < Lengths.Length; i++) Values(i, Lengths[i]).CopyTo(values, i * steps * Features);
        return new FloatExamples(values, new DataShape(1, steps, Features)).With(new SideData(Lengths: Lengths));
    }

    private static float[] Values(int series, int length) => Batches.Numbers(length * Features, series + 1);

    private static void Close(float[] expected, float[] actual) => Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a)));
}
