using Hourglass.Sweeps;

namespace Hourglass.Tests.Sweeps;

public sealed class RecommendationTests
{
    [Fact]
    public void The_smallest_within_a_hundredth_of_the_best_is_taken()
    {
        var advice = Recommendation.Of([Row(2, 150), Row(8, 104.2), Row(16, 98.1), Row(32, 97.2), Row(64, 97.5)], "nll_nats");
        Assert.Equal((16, 98.1), (advice.Latent, advice.Figure));
        Assert.Equal(0.972, advice.Tolerance, 1e-9);
        Assert.Equal("Take 16 dimensions: the held-out nll_nats is 98.1, within 1 % (0.972) of the best, 97.2 at 32 dimensions. The best smaller one, 8 dimensions, has 104.2.", advice.Reason);
    }

    [Fact]
    public void A_wide_spread_of_the_best_widens_the_margin()
    {
        // Deviation 6 over 4 seeds: a standard error of 3.
        SweepRow[] rows = [Row(4, 103), Row(8, 100.1), Row(16, 100, deviation: 6, seeds: 4)];
        Assert.Equal((4, 3.0), (Recommendation.Of(rows, "nll_nats").Latent, Recommendation.Of(rows, "nll_nats").Tolerance));
        Assert.Contains("within one standard error (3) of the best, 100 at 16 dimensions. It is the smallest code tried", Recommendation.Of(rows, "nll_nats").Reason, StringComparison.Ordinal);
        Assert.Equal(8, Recommendation.Of([.. rows[..2], Row(16, 100, deviation: 2, seeds: 4)], "nll_nats").Latent);
    }

    [Fact]
    public void Likelihoods_below_zero_are_compared_the_same_way()
    {
        var rows = new[] { Row(2, -99.5), Row(4, -100), Row(1, -90) };
        Assert.Equal((2, 1.0), (Recommendation.Of(rows, "nll_nats").Latent, Recommendation.Of(rows, "nll_nats").Tolerance));
    }

    [Fact]
    public void The_best_of_several_combinations_of_a_size_is_taken()
    {
        var advice = Recommendation.Of([Row(4, 100.9, "beta 4"), Row(4, 100.5, "beta 1"), Row(8, 100, "beta 1")], "nll_nats");
        Assert.Equal((4, "beta 1"), (advice.Latent, advice.Options));
        Assert.Contains("Take 4 dimensions with beta 1", advice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ends_of_the_grid_are_pointed_out()
    {
        Assert.EndsWith("It is the largest code tried: a larger one may do better.", Recommendation.Of([Row(2, 3), Row(4, 2), Row(8, 1)], "mse_per_feature").Reason, StringComparison.Ordinal);
        Assert.Equal("Take 1 dimension: the held-out mse_per_feature is the best of all, 3, and no smaller code comes within 1 % (0.03) of it.", Recommendation.Of([Row(1, 3)], "mse_per_feature").Reason);
    }

    [Fact]
    public void What_is_not_finite_is_passed_over()
    {
        Assert.Equal(4, Recommendation.Of([Row(2, double.NaN), Row(4, 5)], "nll_nats").Latent);
        Assert.Contains("No training of the sweep came to an end", Assert.Throws<HourglassException>(() => Recommendation.Of([], "nll_nats")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_draws_its_seeds_together()
    {
        var row = SweepSummary.Row([Run(1, 4), Run(2, 6), Run(3, 8)], "mse_per_feature");
        Assert.Equal((6, 4, 8, 2, 3), (row.Figure, row.Least, row.Most, row.Deviation, row.Seeds));
        Assert.Equal(12, row.HeldOut["loss_nats"]);
        Assert.Equal(2 / Math.Sqrt(3), row.StandardError, 1e-12);
        Assert.Null(SweepSummary.Row([Run(1, 4)], "mse_per_feature").Deviation);
    }

    private static SweepRun Run(ulong seed, double error) => new()
    {
        Folder = "run",
        Latent = 2,
        Options = "",
        Seed = seed,
        Epochs = 1,
        WallSeconds = 1,
        HeldOut = new Dictionary<string, double>(StringComparer.Ordinal) { ["mse_per_feature"] = error, ["loss_nats"] = 2 * error },
    };

    private static SweepRow Row(int latent, double figure, string options = "", double? deviation = null, int seeds = 1) => new()
    {
        Latent = latent,
        Options = options,
        Seeds = seeds,
        Figure = figure,
        Least = figure,
        Most = figure,
        Deviation = deviation,
        HeldOut = new Dictionary<string, double>(StringComparer.Ordinal),
        WallSeconds = 1,
    };
}
