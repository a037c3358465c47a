using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Tests.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class WrappedNormalCodeTests
{
    [Fact]
    public void The_decoder_is_given_the_velocity_that_the_encoder_gave()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new WrappedNormalSpec(2).Build(3, random);
        var encoded = randn(10, 6, dtype: float64, generator: random);
        var code = reader.Read(encoded, 0);
        Assert.True((reader.ToDecoder(code.Location) - encoded.narrow(1, 0, 3)).abs().max().item<double>() < 1e-6);
        Assert.True((reader.FromDecoder(encoded.narrow(1, 0, 3)) - code.Mean).abs().max().item<double>() < 1e-12);
        Assert.True(code.LogVariance.eq(encoded.narrow(1, 3, 3)).all().item<bool>());
        Assert.True((code.Sample(random).square().sum(1) * 2).max().item<double>() < 1);
    }

    [Fact]
    public void In_a_ball_almost_flat_the_density_is_that_of_the_normal_distribution()
    {
        // Lengths at the origin are twice the flat ones, and a volume of the ball is 2^n flat ones.
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var mean = randn(5, 3, dtype: float64, generator: random);
        var logVariance = randn(5, 3, dtype: float64, generator: random);
        var point = randn(5, 3, dtype: float64, generator: random);
        var curved = new WrappedNormalCode(mean / 2, logVariance, 1e-7).LogDensity(point / 2);
        Assert.True((curved - new GaussianCode(mean, logVariance).LogDensity(point)).abs().max().item<double>() < 1e-4);
    }

    [Fact]
    public void In_a_ball_almost_flat_the_draws_have_the_deviations_of_the_code()
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        double[] mean = [0.3, -1, 0], logVariance = [-2, 0, 1.5];
        var code = new WrappedNormalCode((tensor(mean) / 2).expand(Count, 3), tensor(logVariance).expand(Count, 3), 1e-7);
        var draws = code.Sample(random) * 2;
        var (means, deviations) = (draws.mean([0L]).data<double>().ToArray(), draws.std(0).data<double>().ToArray());
        for (var j = 0; j < 3; j++)
        {
            var deviation = Math.Exp(logVariance[j] / 2);
            Assert.Equal(mean[j], means[j], 4.5 * deviation / Math.Sqrt(Count));
            Assert.Equal(deviation, deviations[j], 4.5 * deviation / Math.Sqrt(2 * Count));
        }
    }

    [Fact]
    public void Codes_near_the_rim_have_finite_figures_and_gradients()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        using var reader = new WrappedNormalSpec().Build(3, random);
        var encoded = (randn(500, 6, generator: random) * tensor(new[] { 4f, 4, 4, 2, 2, 2 })).requires_grad_();
        var code = reader.Read(encoded, 0);
        var draws = code.Sample(random);
        var density = code.LogDensity(draws);
        Assert.True(code.Location.square().sum(1).max().item<float>() > 0.9999);
        Assert.True(density.isfinite().all().item<bool>());
        (reader.ToDecoder(draws).sum() + density.sum()).backward();
        Assert.True(encoded.grad!.isfinite().all().item<bool>());
        Assert.InRange(encoded.grad!.abs().max().item<float>(), 0, 1e4f);
    }

    [Fact]
    public void Kl_is_estimated_at_the_draw_and_not_negative_on_average()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.PoincareVae(Networks.Dense(DataShape.Row(6), [4], 2, Activation.Tanh)).Build(3);
        var pass = TestPass.Of(model, linspace(0.1, 1, 6).unsqueeze(0).expand(4000, 6));
        var code = (WrappedNormalCode)pass.Code;
        var ratio = new Kl().Evaluate(code, pass);
        Assert.True(ratio.eq(code.LogDensity(pass.Latent) - pass.LogPrior).all().item<bool>());
        Assert.True(ratio.mean().item<float>() > -4 * ratio.std().item<float>() / Math.Sqrt(4000));

        // A code that is the prior has no divergence from it at any point.
        var origin = new WrappedNormalCode(zeros(4000, 2), zeros(4000, 2), 1);
        Assert.True((origin.LogDensity(pass.Latent) - pass.LogPrior).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void The_prior_has_the_marginals_it_tells()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        using var model = Recipes.PoincareVae(Networks.Dense(DataShape.Row(6), [4], 3), 0.7).Build(3);
        var draws = model.Modules.Prior.Sample(20_000, random, model);
        Assert.True((draws.square().sum(1) * 0.7).max().item<float>() < 1);
        var flat = model.Modules.Reader.ToDecoder(draws);
        var (mean, deviation) = model.PriorMarginals();
        Assert.Equal(mean, flat.mean([0L]).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 0.02);
        Assert.Equal(deviation, flat.std(0).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 0.02);
    }

    [Fact]
    public void A_prior_of_another_curvature_is_refused()
    {
        var blueprint = Recipes.PoincareVae(Networks.Dense(DataShape.Row(6), [4], 3)) with { Prior = new WrappedNormal(2) };
        Assert.Contains("the curvature 2 and the code 1", Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 1, true)]
    [InlineData(60, 1, true)]
    [InlineData(150, 1, false)]
    [InlineData(5, 100, false)]
    public void A_ball_whose_rim_draws_would_reach_is_refused(int latent, double curvature, bool isGood)
    {
        var blueprint = Recipes.PoincareVae(Networks.Dense(DataShape.Row(200), [4], latent), curvature);
        var violations = blueprint.Prior.Violations(blueprint).ToArray();
        Assert.Equal(isGood, violations.Length == 0);
        if (!isGood) Assert.Contains("give fewer latent dimensions or a smaller curvature", Assert.Single(violations).ToString(), StringComparison.Ordinal);
    }
}
