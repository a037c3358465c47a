using Hourglass.Data;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training;

public sealed class PrincipalComponentsTests
{
    private const int Count = 80;
    private const int Size = 6;
    private const int Components = 2;
    private static readonly FloatExamples Data = Correlated();

    [Fact]
    public void Copies_are_the_projections_that_a_singular_value_decomposition_gives()
    {
        using var scope = NewDisposeScope();
        using var run = TrainingRun.Finished(Recipes.Pca(Data.Shape, Components), Data, new TrainingOptions());
        var rows = tensor(Data.ToArray()).reshape(Count, Size).to_type(float64);
        var mean = rows.mean([0]);
        var (_, _, vh) = linalg.svd(rows - mean, fullMatrices: false);
        var top = vh.narrow(0, 0, Components);
        var expected = (rows - mean).mm(top.t()).mm(top) + mean;
        var error = (expected - tensor(run.Model.Reconstruct(Data))).abs().max().item<double>();
        Assert.True(error < 1e-4, $"The copies are off by {error}.");

        var weights = run.Weights;
        var components = tensor(weights["encoder.dense1.weight"]).reshape(Components, Size);
        Assert.True((components.mm(components.t()) - eye(Components)).abs().max().item<float>() < 1e-5);
        Assert.True((components.t() - tensor(weights["decoder.dense1.weight"]).reshape(Size, Components)).abs().max().item<float>() == 0);
        var variances = tensor(run.Model.Encode(Data)).var(0).data<float>().ToArray();
        Assert.True(variances[0] > variances[1]);
    }

    [Fact]
    public void A_linear_autoencoder_comes_close_and_never_beats_them()
    {
        using var pca = TrainingRun.Finished(Recipes.Pca(Data.Shape, Components), Data, new TrainingOptions());
        var linear = Recipes.Ae(Networks.Dense(Data.Shape, [], Components), new Hourglass.Losses.Gaussian());
        var options = new TrainingOptions { Epochs = 600, BatchSize = 20, LearningRate = 0.02, Schedule = LearningRateSchedule.Linear };
        using var trained = TrainingRun.Finished(linear, Data, options);
        var (exact, learnt) = (SquaredError(pca.Model), SquaredError(trained.Model));
        Assert.True(learnt >= exact * (1 - 1e-6), $"{learnt} beats {exact}.");
        Assert.True(learnt <= exact * 1.05, $"{learnt} is far from {exact}.");
    }

    [Fact]
    public void A_fitted_prior_has_the_moments_of_the_codes()
    {
        using var scope = NewDisposeScope();
        using var run = TrainingRun.Finished(Recipes.Pca(Data.Shape, 3), Data, new TrainingOptions());
        // Turned, so that the covariance is not diagonal.
        using (no_grad())
        {
            var codes = tensor(run.Model.Encode(Data)).mm(tensor(new[] { 1f, 0.5f, 0, 0, 1, -0.7f, 0.2f, 0, 1 }).reshape(3, 3)) + 5;
            ((Hourglass.Priors.IFittedPrior)run.Model.Modules.Prior).Fit(codes, run.Model);
            const int Draws = 60_000;
            var drawn = tensor(run.Model.SamplePrior(Draws, seed: 2));
            var covariance = codes.t().cov().data<float>().ToArray();
            var scale = covariance.Max(Math.Abs);
            var error = 6 * scale / Math.Sqrt(Draws);
            Assert.Equal(covariance, drawn.t().cov().data<float>().ToArray(), (a, b) => Math.Abs(a - b) < error);
            var spread = 5 * Math.Sqrt(scale / Draws);
            Assert.Equal(codes.mean([0]).data<float>().ToArray(), drawn.mean([0]).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < spread);
        }
    }

    private static double SquaredError(Autoencoder model)
    {
        var copies = model.Reconstruct(Data);
        var data = Data.ToArray();
        return copies.Cast<float>().Select((value, i) => Math.Pow(value - (double)data[i], 2)).Sum() / Count;
    }

    private static FloatExamples Correlated()
    {
        using var random = new Generator(4);
        using var scope = NewDisposeScope();
        var scales = tensor(new[] { 2f, 1.2f, 0.5f, 0.4f, 0.3f, 0.2f });
        var rows = (randn(Count, Size, generator: random) * scales).mm(randn(Size, Size, generator: random)) + 3;
        return new FloatExamples(rows.data<float>().ToArray(), DataShape.Row(Size));
    }
}
