using Hourglass.Codes;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>The three parts of the KL and the density of all codes together, against direct sums.</summary>
public sealed class AggregatePosteriorTests
{
    private static readonly double[,] Means = { { 0.3, -1.2 }, { 1.1, 0.4 }, { -0.6, 0.9 }, { 2.0, -0.1 }, { -1.4, -0.7 }, { 0.1, 0.2 } };
    private static readonly double[,] LogVariances = { { -0.5, 0.3 }, { -1, -2 }, { 0.2, 0 }, { -0.3, 0.5 }, { -1.5, -0.2 }, { 0.4, -1 } };

    [Theory]
    [InlineData(AggregateEstimator.Weighted)]
    [InlineData(AggregateEstimator.Stratified)]
    public void The_three_parts_sum_to_the_kl_at_the_draw(AggregateEstimator estimator)
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.BetaTcVae(Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 3), estimator: estimator).Build(1);
        var rows = Drawn.Uniform([8, 6]);
        var batch = new Hourglass.Data.Batch(rows);
        using var random = new Generator(4);
        var pass = new Pass(model, model.Read(batch), batch, rows, 1, new Moment(0, 100), random);
        var code = (GaussianCode)pass.Code;
        var parts = new IObjectiveTerm<GaussianCode>[] { new MutualInformation(estimator), new TotalCorrelation(estimator), new DimensionWiseKl(estimator) }
            .Select(term => term.Evaluate(code, pass)).ToArray();
        Assert.All(parts, part => Assert.True(part.abs().max().item<float>() > 1e-3));
        Assert.True((parts[0] + parts[1] + parts[2]).allclose(pass.LogPosterior - pass.LogPrior, 1e-4, 1e-4));
    }

    [Theory]
    [InlineData(AggregateEstimator.Weighted)]
    [InlineData(AggregateEstimator.Stratified)]
    public void A_batch_that_is_the_whole_set_gives_the_mixture_exactly(AggregateEstimator estimator)
    {
        using var scope = NewDisposeScope();
        double[,] latent = { { 0.2, -1 }, { 1, 0.5 }, { 0, 0 }, { 2.5, -1 }, { -1, -1 }, { 0.5, 3 } };
        var estimate = AggregatePosterior.Estimate(Code(0, 1, 2, 3, 4, 5), tensor(latent), 6, estimator);
        for (var i = 0; i < 6; i++)
        {
            var (joint, first, second) = Mixture(latent[i, 0], latent[i, 1]);
            Assert.Equal(Math.Log(joint), estimate.LogDensity[i].item<double>(), 1e-10);
            Assert.Equal(Math.Log(first) + Math.Log(second), estimate.LogMarginals[i].item<double>(), 1e-10);
        }
    }

    [Fact]
    public void The_total_correlation_of_a_correlated_normal_distribution_is_found()
    {
        // Means from N(0, C) and posteriors of variance v make q(z) = N(0, C + v I).
        const int Count = 1500;
        const double Correlation = 0.8;
        const double Variance = 0.25;
        using var scope = NewDisposeScope();
        using var random = new Generator(2);
        var noise = randn(Count, 2, dtype: float64, generator: random);
        var (x, y) = (noise.select(1, 0), noise.select(1, 1));
        var code = new GaussianCode(stack([x, (x * Correlation) + (y * Math.Sqrt(1 - (Correlation * Correlation)))], 1),
            full([Count, 2], Math.Log(Variance), dtype: float64));
        var latent = code.Sample(random);
        var estimate = AggregatePosterior.Estimate(code, latent, Count, AggregateEstimator.Stratified);
        var expected = -0.5 * Math.Log(1 - Math.Pow(Correlation / (1 + Variance), 2));
        var values = estimate.LogDensity - estimate.LogMarginals;
        Assert.Equal(expected, values.mean().item<double>(), 0.06);
        Assert.True(expected > 0.2);
        Assert.Equal(0, (estimate.LogMarginals + ((latent.square() / (1 + Variance)) + Math.Log(2 * Math.PI * (1 + Variance))).sum(1) * 0.5).mean().item<double>(), 0.06);
    }

    [Fact]
    public void The_stratified_estimate_of_the_density_has_no_bias()
    {
        // All ordered choices of two others beside the example itself, whose latent vector it is.
        using var scope = NewDisposeScope();
        var (sum, count) = (0.0, 0);
        for (var a = 1; a < 6; a++)
        {
            for (var b = 1; b < 6; b++)
            {
                if (a == b) continue;
                var latent = tensor(new[,] { { 0.5, -0.5 }, { 0, 0 }, { 0, 0 } });
                sum += AggregatePosterior.Estimate(Code(0, a, b), latent, 6, AggregateEstimator.Stratified).LogDensity[0].exp().item<double>();
                count++;
            }
        }

        Assert.Equal(20, count);
        Assert.Equal(Mixture(0.5, -0.5).Joint, sum / count, 1e-12);
    }

    [Fact]
    public void The_weights_are_those_of_the_paper()
    {
        using var scope = NewDisposeScope();
        var stratified = AggregatePosterior.LogWeights(4, 10, AggregateEstimator.Stratified, float64).exp();
        Assert.Equal([0.1, 7.0 / 30, 1.0 / 3, 1.0 / 3], stratified[0].data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([7.0 / 30, 1.0 / 3, 1.0 / 3, 0.1], stratified[3].data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(stratified.sum(1).data<double>().ToArray(), sum => Assert.Equal(1, sum, 1e-12));
        Assert.Equal(1.0 / 40, AggregatePosterior.LogWeights(4, 10, AggregateEstimator.Weighted, float64).exp()[2, 1].item<double>(), 1e-12);
        Assert.Equal(1, AggregatePosterior.LogWeights(1, 10, AggregateEstimator.Stratified, float64).exp().item<double>(), 1e-12);
        Assert.True(AggregatePosterior.LogWeights(2, 10, AggregateEstimator.Stratified, float64).isfinite().all().item<bool>());
    }

    [Fact]
    public void Several_particles_are_refused()
    {
        var blueprint = Recipes.BetaTcVae(Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 3)) with { Particles = 2 };
        Assert.Contains("draws 2", Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }

    private static GaussianCode Code(params long[] chosen) => new(tensor(Means)[tensor(chosen)], tensor(LogVariances)[tensor(chosen)]);

    private static (double Joint, double First, double Second) Mixture(double x, double y)
    {
        var (joint, first, second) = (0.0, 0.0, 0.0);
        for (var n = 0; n < 6; n++)
        {
            var (a, b) = (Normal(x, Means[n, 0], LogVariances[n, 0]), Normal(y, Means[n, 1], LogVariances[n, 1]));
            joint += a * b / 6;
            first += a / 6;
            second += b / 6;
        }

        return (joint, first, second);
    }

    private static double Normal(double x, double mean, double logVariance) =>
        Math.Exp(-0.5 * Math.Pow(x - mean, 2) / Math.Exp(logVariance)) / Math.Sqrt(2 * Math.PI * Math.Exp(logVariance));
}
