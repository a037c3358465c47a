using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Preparation;
using Hourglass.Tests.Evaluation;
using Hourglass.Training;

namespace Hourglass.Tests.Training;

/// <summary>What is scaled is scaled first, and what is fitted to codes has met what the encoder has.</summary>
public sealed class BinarizationTests
{
    private static readonly DataShape Shape = DataShape.Row(8);
    private static readonly Networks Linear = Networks.Dense(Shape, hidden: [], latent: 2);

    [Fact]
    public void A_model_sees_examples_scaled_and_then_binary()
    {
        var raw = new FloatExamples(Batches.Numbers(30 * Shape.Size, 4).Select(value => value * 255).ToArray(), Shape);
        using var model = (Recipes.Ae(Linear) with { Binarization = Binarization.Static }).Build(1);
        model.Preparation = DataPreparation.Fit(ScalingKind.MinMax, raw);
        var seen = model.Preparation.Scaling.Apply(raw).Binarized(DataPreparation.FixedBinarizationSeed);
        Assert.InRange(seen.ToArray().Average(), 0.3, 0.7);
        Assert.Equal(model.EncodePrepared(seen), model.Encode(raw));
        Assert.Equal(model.ReconstructPrepared(seen), model.Reconstruct(raw));
    }

    [Theory]
    [InlineData(Binarization.Static)]
    [InlineData(Binarization.Dynamic)]
    public void Values_that_are_no_probabilities_are_refused_before_they_are_drawn(Binarization binarization)
    {
        var raw = new FloatExamples(Batches.Numbers(4 * Shape.Size, 4).Select(value => value * 255).ToArray(), Shape);
        Assert.Contains("needs values in [0, 1]",
            Assert.Throws<HourglassException>(() => new Trainer(Recipes.Ae(Linear) with { Binarization = binarization }, raw, new TrainingOptions())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_prior_and_components_are_fitted_to_the_zeros_and_ones_that_training_draws()
    {
        // Grey of one half alone: what is not drawn has one code.
        var grey = new FloatExamples([.. Enumerable.Repeat(0.5f, 400 * Shape.Size)], Shape);
        using var run = TrainingRun.Finished(Recipes.Ae(Linear) with { Binarization = Binarization.Dynamic }, grey,
            new TrainingOptions { Epochs = 1, BatchSize = 50 });
        Assert.All(run.Model.PriorMarginals().Deviation, deviation => Assert.True(deviation > 0.05));

        using var components = TrainingRun.Finished(Recipes.Pca(Shape, 2) with { Binarization = Binarization.Dynamic }, grey, new TrainingOptions());
        var codes = components.Model.EncodePrepared(grey.Binarized(5));
        for (var j = 0; j < 2; j++) Assert.InRange(Enumerable.Range(0, 400).Average(i => codes[i, j] * codes[i, j]), 0.15, 0.4);
    }
}
