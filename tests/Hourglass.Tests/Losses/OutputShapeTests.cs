using Hourglass.Data;
using Hourglass.Losses;

namespace Hourglass.Tests.Losses;

/// <summary>How many numbers the decoder gives is the loss's own.</summary>
public sealed class OutputShapeTests
{
    [Fact]
    public async Task A_loss_may_want_another_number_of_outputs_for_each_column()
    {
        // The first column follows from the second, which takes three values, which the loss reads as they are.
        var rows = Enumerable.Range(0, 60).SelectMany(i => new[] { (i % 3) - 1f, (i % 3) / 2f }).ToArray();
        var examples = new FloatExamples(rows, DataShape.Row(2));
        var blueprint = Recipes.Ae(Networks.Dense(DataShape.Row(2), hidden: [16], latent: 2)) with { Loss = new MixedColumns() };
        using var model = await Hourglass.Training.Trainer.FitAsync(blueprint, examples,
            new Hourglass.Training.TrainingOptions { Epochs = 60, BatchSize = 20, LearningRate = 0.02, Validation = 0 },
            scale: Hourglass.Preparation.ScalingKind.None, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(4, model.Modules.Layers.Decoder![^1].To.Size);
        var copies = model.Reconstruct(examples);
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(rows[2 * i], copies[i, 0], 0.2f);
            Assert.Equal(rows[(2 * i) + 1], copies[i, 1], 0.2f);
        }
    }

    [Fact]
    public void A_decoder_with_tied_weights_refuses_a_loss_that_wants_more_than_one_number_a_feature()
    {
        var blueprint = Recipes.Tied(DataShape.Row(6), [], 2) with { Loss = new HeteroscedasticGaussian() };
        Assert.Contains("needs 12 for 6 features", Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }
}
