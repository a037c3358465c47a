using Hourglass.Reports;
using Hourglass.Sweeps;

namespace Hourglass.Tests.Sweeps;

public sealed class RecommendationTests
{
    private const string Error = "mse_per_feature";
    private const string Likelihood = "nll_nats";

    [Fact]
    public void The_smallest_within_a_hundredth_of_the_least_error_is_taken()
    {
        var advice = Recommendation.Of([Row(2, 150), Row(8, 104.2), Row(16, 98.1), Row(32, 97.2), Row(64, 97.5)], Error);
        Assert.Equal((16, 98.1), (advice.Latent, advice.Figure));
        Assert.Equal(0.972, advice.Tolerance, 1e-9);
        Assert.Equal("Take 16 dimensions: the held-out mse_per_feature is 98.1, within 1 % (0.972) of the best, 97.2 at 32 dimensions. The best smaller one, " +
            "8 dimensions, has 104.2.", advice.Reason);
        Assert.Contains("or within 1 % of it", advice.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_spread_of_the_best_widens_the_margin()
    {
        // Deviation 6 over 4 seeds: a standard error of 3.
        SweepRow[] rows = [Row(4, 103), Row(8, 100.1), Row(16, 100, deviation: 6, seeds: 4)];
        foreach (var figure in new[] { Error, Likelihood })
        {
            var advice = Recommendation.Of(rows, figure);
            Assert.Equal((4, 3.0), (advice.Latent, advice.Tolerance));
            Assert.Contains("within one standard error over seeds (3) of the best, 100 at 16 dimensions. It is the smallest code tried", advice.Reason,
                StringComparison.Ordinal);
            Assert.Equal(8, Recommendation.Of([.. rows[..2], Row(16, 100, deviation: 2, seeds: 4)], figure).Latent);
        }
    }

    /// <summary>Data in other units have a density that is so many nats more or less at every example.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-100)]
    [InlineData(-3000)]
    public void A_constant_added_to_every_likelihood_changes_nothing(double constant)
    {
        // Differences to the best of 4 and 6 by turns, and of 2.15 and -1.85: standard errors of .1 and .2, whatever is common to all.
        SweepRow[] rows = [Likelihoods(2, constant + 5, 1), Likelihoods(4, constant + 0.15, 2), Likelihoods(8, constant, 0)];
        var advice = Recommendation.Of(rows, Likelihood);
        Assert.Equal(4, advice.Latent);
        Assert.Equal(2 * Math.Sqrt(100 / 99.0) / 10, advice.Tolerance, 1e-3);
        Assert.Contains("within one standard error over held-out examples (0.201) of the best", advice.Reason, StringComparison.Ordinal);
        Assert.Contains("of the difference between the two over held-out examples", advice.Rule, StringComparison.Ordinal);

        var without = Recommendation.Of([rows[0], rows[2]], Likelihood);
        Assert.Equal(8, without.Latent);
        Assert.Equal(Math.Sqrt(100 / 99.0) / 10, without.Tolerance, 1e-3);
        Assert.Equal(8, Recommendation.Of([Row(2, constant + 5), Row(8, constant)], Likelihood).Latent);
    }

    [Fact]
    public void Differences_of_several_seeds_count_together()
    {
        SweepRow[] rows = [Likelihoods(2, 0.1, 2, 1, 2), Likelihoods(4, 0, 0, 1, 2)];
        Assert.Equal(2 * Math.Sqrt(100 / 99.0) / 10 / Math.Sqrt(2), Recommendation.Of(rows, Likelihood).Tolerance, 1e-3);
    }

    [Theory]
    [InlineData(-3456.7512, -3456.7893, 0.1, "is -3456.75, within one standard error over seeds (0.05) of the best, -3456.79 at 4 dimensions")]
    [InlineData(36830, 36475.4, 2810, "is 36830, within one standard error over seeds (1405) of the best, 36475 at 4 dimensions")]
    public void Figures_have_the_digits_that_the_margin_is_seen_by(double smaller, double best, double deviation, string expected) => Assert.Contains(
        expected,
        Recommendation.Of([Row(2, smaller), Row(4, best, deviation: deviation, seeds: 4)], Likelihood).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void The_best_of_several_combinations_of_a_size_is_taken()
    {
        var advice = Recommendation.Of([Row(4, 100.9, "beta 4"), Row(4, 100.5, "beta 1"), Row(8, 100, "beta 1")], Error);
        Assert.Equal((4, "beta 1"), (advice.Latent, advice.Options));
        Assert.Contains("Take 4 dimensions with beta 1", advice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ends_of_the_grid_are_pointed_out()
    {
        Assert.EndsWith("It is the largest code tried: a larger one may do better.", Recommendation.Of([Row(2, 3), Row(4, 2), Row(8, 1)], Error).Reason,
            StringComparison.Ordinal);
        Assert.Equal("Take 1 dimension: the held-out mse_per_feature is the best of all, 3.", Recommendation.Of([Row(1, 3)], Error).Reason);
    }

    [Fact]
    public void What_is_not_finite_is_passed_over()
    {
        var advice = Recommendation.Of([Row(2, double.NaN), Row(4, 5)], Likelihood);
        Assert.Equal(4, advice.Latent);
        Assert.EndsWith("Skipped, because not every training finished with a finite metric: 2 dimensions.", advice.Reason, StringComparison.Ordinal);
        Assert.Contains("No training of the sweep finished", Assert.Throws<HourglassException>(() => Recommendation.Of([], Likelihood)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_combination_that_lost_a_seed_is_passed_over_while_others_have_all()
    {
        var lost = SweepSummary.Row([Run(1, 1), Failed(2), Run(3, 2)], Error);
        Assert.Equal((2, 3, 1.5), (lost.Seeds, lost.SeedsTrained, lost.Figure));
        var gone = SweepSummary.Row([Failed(1) with { Latent = 8 }, Failed(2) with { Latent = 8 }], Error);
        Assert.Equal((0, 2, double.NaN), (gone.Seeds, gone.SeedsTrained, gone.Figure));

        var advice = Recommendation.Of([lost, Row(4, 3), gone], Error);
        Assert.Equal(4, advice.Latent);
        Assert.EndsWith("Skipped, because not every training finished with a finite metric: 2 dimensions: 2 of 3 seeds; 8 dimensions: 0 of 2 seeds.",
            advice.Reason, StringComparison.Ordinal);

        var loose = Recommendation.Of([lost, gone], Error);
        Assert.Equal(2, loose.Latent);
        Assert.Contains("Treat it with caution: in no combination did every training finish with a finite metric (2 dimensions: 2 of 3 seeds).", loose.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_likelihood_of_few_draws_is_warned_of_where_it_may_hide_a_larger_code()
    {
        SweepRow[] rows = [Row(2, 9) with { EffectiveSamples = 40 }, Row(4, 5) with { EffectiveSamples = 20 }, Row(8, 6) with { EffectiveSamples = 3.21 }];
        Assert.EndsWith(
            "Where latent is 8, the likelihood rests on few draws (an effective sample size of 3.2), which makes nll_nats too high, the more so the larger " +
                "the code: compare with the next larger ones by evaluate with a larger nll_samples.",
            Recommendation.Of(rows, Likelihood).Reason,
            StringComparison.Ordinal);
        foreach (var reason in new[] { Recommendation.Of(rows, Error).Reason, Recommendation.Of(rows[..2], Likelihood).Reason, Recommendation.Of([Row(1, 9) with { EffectiveSamples = 3 }, rows[1]], Likelihood).Reason })
            Assert.DoesNotContain("few draws", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_tells_of_lost_seeds_and_few_draws()
    {
        SweepRun[] runs = [Run(1, 1), Failed(2), Run(1, 3) with { Latent = 4 }, Run(2, 5) with { Latent = 4 }];
        SweepRow[] rows = [SweepSummary.Row(runs[..2], Error), SweepSummary.Row(runs[2..], Error) with { EffectiveSamples = 3.2 }];
        var page = HtmlReport.Render(SweepReport.Of(new SweepDocument
        {
            Data = "rows",
            DataFingerprint = "",
            Model = "vae",
            Figure = Error,
            Protocol = new SweepProtocol { Validation = 0.1 },
            Recommendation = Recommendation.Of(rows, Error),
            Rows = rows,
            Runs = runs,
        }));
        Assert.Contains("4, 2 seeds, 1 without metrics", page, StringComparison.Ordinal);
        Assert.Contains("2 dimensions<span class=\"metric\">1 of 2 seeds</span>", page, StringComparison.Ordinal);
        Assert.Contains("4 dimensions<span class=\"metric\">recommended</span>", page, StringComparison.Ordinal);
        Assert.Contains("effective draws", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_draws_its_seeds_together()
    {
        var row = SweepSummary.Row([Run(1, 4), Run(2, 6), Run(3, 8)], Error);
        Assert.Equal((6, 4, 8, 2, 3), (row.Figure, row.Least, row.Most, row.Deviation, row.Seeds));
        Assert.Equal(12, row.HeldOut["loss_nats"]);
        Assert.Equal(2 / Math.Sqrt(3), row.StandardError, 1e-12);
        Assert.Null(SweepSummary.Row([Run(1, 4)], Error).Deviation);
    }

    private static SweepRun Run(ulong seed, double error) => new()
    {
        Folder = "run",
        Latent = 2,
        Options = "",
        Seed = seed,
        Epochs = 1,
        WallSeconds = 1,
        HeldOut = new Dictionary<string, double>(StringComparer.Ordinal) { [Error] = error, ["loss_nats"] = 2 * error },
    };

    private static SweepRun Failed(ulong seed) =>
        Run(seed, 0) with { Failure = "not finite", HeldOut = new Dictionary<string, double>(StringComparer.Ordinal) };

    /// <summary>100 examples, some harder for every model by tens of nats, with so much more and less by turns.</summary>
    private static SweepRow Likelihoods(int latent, double nats, double turns, params ulong[] seeds) => SweepSummary.Row(
        [.. (seeds is [] ? [1] : seeds).Select(seed =>
        {
            float[] examples = [.. Enumerable.Range(0,
                100).Select(i => (float)(nats + (i * 37 % 101) + (seed * (ulong)i % 7) + (i % 2 == 0 ? turns : -turns)))];
            return Run(seed, 0) with { Latent = latent, ExampleNats = examples, HeldOut = new Dictionary<string, double>(StringComparer.Ordinal) { [Likelihood] = examples.Average(value => (double)value) } };
        })],
        Likelihood);

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
