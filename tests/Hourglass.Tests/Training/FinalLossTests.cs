using Hourglass.Data;
using Hourglass.Persistence;
using Hourglass.Tests.Evaluation;
using Hourglass.Training;

namespace Hourglass.Tests.Training;

public sealed class FinalLossTests
{
    private static readonly Networks Small = Networks.Dense(DataShape.Row(6), [4], 2);

    [Fact]
    public void Epochs_of_a_warm_up_are_judged_by_the_weights_of_its_end()
    {
        using var model = Recipes.BetaVae(Small, beta: 10, warmup: 20).Build(1);
        Assert.Equal(2 + (10 * 3), new ObjectiveStage(model, 1).FinalLoss([7, 2, 3]), 1e-12);

        // Weights that are no worse, all counted, stay the ones to go back to, though the loss rises with the KL's weight.
        var examples = new FloatExamples(Batches.Numbers(60 * 6, 3), DataShape.Row(6));
        using var run = TrainingRun.Finished(Recipes.BetaVae(Small, beta: 10, warmup: 6), examples,
            new TrainingOptions { Epochs = 6, BatchSize = 10, LearningRate = 1e-3 });
        Assert.True(run.Epochs[^1].Train[0].Value > run.Epochs[0].Train[0].Value);
        Assert.Contains(run.Epochs.Skip(1), epoch => epoch.IsBest);
    }

    [Fact]
    public void A_figure_that_is_not_finite_is_logged_and_read_as_such()
    {
        using var folder = new TemporaryFolder();
        var path = folder["metrics.jsonl"];
        MetricsLog.Append(path, new EpochDone(1, 2, [new("loss_nats", 3)], [new("loss_nats", double.PositiveInfinity)], 0.1, 5, 1, true));
        MetricsLog.Append(path, new EpochDone(2, 2, [new("loss_nats", double.NaN)], [], 0.1, 5, 1, true));
        var lines = MetricsLog.Load(path);
        Assert.Equal([1, 2], lines.Select(line => line.Epoch));
        Assert.Equal((3, double.NaN), (lines[0].Figures["loss_nats"], lines[0].Figures["validation_loss_nats"]));
        Assert.Equal(double.NaN, lines[1].Figures["loss_nats"]);
    }

    [Theory]
    [InlineData("sigma", "0.1", "sigma is an option of the loss gaussian, but the loss is bernoulli (auto, by the data)")]
    [InlineData("laplace_scale", "2", "laplace_scale is an option of the loss laplace")]
    public void An_option_of_another_loss_is_refused(string name, string value, string sentence)
    {
        var recipe = Catalog.Find("vae");
        Blueprint Made(params (string Name, string Value)[] given) => recipe.ToBlueprint(
            recipe.Read(given.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)),
                DataTraits.Of(new FloatExamples(new float[12], DataShape.Row(6))));
        Assert.Contains(sentence, Assert.Throws<UsageException>(() => Made((name, value))).Message, StringComparison.Ordinal);
        Assert.NotNull(Made((name, value), ("loss", name == "sigma" ? "gaussian" : "laplace")));
    }
}
