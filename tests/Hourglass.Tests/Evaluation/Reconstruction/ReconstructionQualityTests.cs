using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

public sealed class ReconstructionQualityTests
{
    [Fact]
    public void It_gives_the_figures_of_an_evaluation()
    {
        var shape = new DataShape(1, 8, 8);
        var pictures = new FloatExamples(Batches.Numbers(30 * 64, 1), shape);
        using var model = Recipes.Ae(Networks.Dense(shape, [], 2)).Build(1);
        var expected = Evaluator.Evaluate(model, pictures);
        var actual = ReconstructionQuality.Of(pictures.ToRows(), model.Reconstruct(pictures), shape);
        Assert.Equal(["mse_per_feature", "bce_per_feature", "psnr_db", "ssim", "ms_ssim"], actual.Select(metric => metric.Name));
        Assert.All(actual, metric => Assert.Equal(expected.Value(metric.Name), metric.Value, 1e-5));
    }

    [Fact]
    public void Numbers_by_hand_and_what_does_not_fit_is_left_out()
    {
        var metrics = ReconstructionQuality.Of(new float[,] { { 0, 1 }, { 1, 1 } }, new float[,] { { 0.5f, 1 }, { 1, 0.5f } }, DataShape.Row(2));
        Assert.Equal(0.125, metrics.Value("mse_per_feature"), 1e-12);
        Assert.Equal(10 * Math.Log10(8), metrics.Value("psnr_db"), 1e-9);
        Assert.Equal(3, metrics.Count);
        Assert.Equal("mse_per_feature", Assert.Single(ReconstructionQuality.Of(new float[,] { { 3 } }, new float[,] { { 1 } }, DataShape.Row(1))).Name);
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        Assert.Contains("2 examples and 1 reconstructions",
            Assert.Throws<UsageException>(() => ReconstructionQuality.Of(new float[2, 1], new float[1, 1], DataShape.Row(1))).Message,
            StringComparison.Ordinal);
        Assert.Contains("reconstructions 2",
            Assert.Throws<UsageException>(() => ReconstructionQuality.Of(new float[2, 1], new float[2, 2], DataShape.Row(1))).Message,
            StringComparison.Ordinal);
    }
}
