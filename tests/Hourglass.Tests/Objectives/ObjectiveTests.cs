using CsCheck;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

public sealed class ObjectiveTests
{
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 0.5)]
    [InlineData(-3, 1, 4.5)]
    [InlineData(0, 4, 0.80685281944)] // 0.5 (4 - 1 - ln 4): the code holds log-variances, not log-deviations.
    [InlineData(0, 0.25, 0.3181471806)]
    public void Kl_has_its_closed_form_in_each_dimension(double mean, double variance, double expected)
    {
        using var scope = NewDisposeScope();
        var code = Gaussian(2, [mean, mean, mean], [Math.Log(variance), Math.Log(variance), Math.Log(variance)]);
        Assert.All(Kl.PerDimension(code).data<double>().ToArray(), nats => Assert.Equal(expected, nats, 1e-9));
        Assert.All(new Kl().Evaluate(code, Nothing()).data<double>().ToArray(), nats => Assert.Equal(3 * expected, nats, 1e-9));
    }

    [Fact]
    public void Kl_is_the_mean_of_the_log_ratio_of_the_densities()
    {
        const int Count = 50_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var code = Gaussian(Count, [0.7, -1.5, 0.1], [-1, 0.5, 1.2]);
        var latent = code.Sample(random);
        var prior = new GaussianCode(zeros_like(latent), zeros_like(latent));
        var ratio = code.LogDensity(latent) - prior.LogDensity(latent);
        var standardError = ratio.std().item<double>() / Math.Sqrt(Count);
        Assert.Equal(new Kl().Evaluate(code, Nothing())[0].item<double>(), ratio.mean().item<double>(), 4 * standardError);
        Assert.True(standardError < 0.02);
    }

    [Fact]
    public void Kl_is_never_negative() => Gen.Select(Gen.Double[-5, 5], Gen.Double[-8, 8]).Sample((mean, logVariance) =>
    {
        using var scope = NewDisposeScope();
        Assert.True(Kl.PerDimension(Gaussian(1, [mean], [logVariance])).item<double>() >= -1e-12);
    }, iter: 200);

    [Fact]
    public void Kl_pulls_towards_the_standard_normal()
    {
        using var scope = NewDisposeScope();
        var mean = tensor(new[] { 2.0, -1 }).reshape(1, 2).requires_grad_();
        var logVariance = tensor(new[] { 1.0, -1 }).reshape(1, 2).requires_grad_();
        new Kl().Evaluate(new GaussianCode(mean, logVariance), Nothing()).sum().backward();
        // d/dm = m and d/dlogvar = (s^2 - 1) / 2.
        Assert.Equal([2.0, -1], mean.grad!.data<double>().ToArray());
        Assert.Equal([(Math.E - 1) / 2, (Math.Exp(-1) - 1) / 2], logVariance.grad!.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_path_derivative_of_a_sampled_divergence_has_the_gradient_of_the_closed_form_on_average()
    {
        const int Count = 50_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var mean = tensor([0.7, -1.5, 0]).expand(Count, 3).clone().requires_grad_();
        var logVariance = tensor([-1.0, 0.5, 0]).expand(Count, 3).clone().requires_grad_();
        var code = new GaussianCode(mean, logVariance);
        using var model = Recipes.Vae(Networks.Dense(DataShape.Row(3), [], 3)).Build(1);
        model.Modules.to(float64);
        var rows = zeros(Count, 3, dtype: float64);
        var pass = new Pass(model, code, new Batch(rows), rows, particles: 1, new Moment(0, Count), random);

        Assert.True(pass.PathLogPosterior.allclose(pass.LogPosterior));
        (pass.PathLogPosterior - pass.LogPrior).sum().backward();

        // d/dm = m and d/dlogvar = (s^2 - 1) / 2, and nothing at all in the dimension that is right already.
        double[] expected = [0.7, -1.5, 0, (Math.Exp(-1) - 1) / 2, (Math.Exp(0.5) - 1) / 2, 0];
        var gradients = cat([mean.grad!, logVariance.grad!], 1);
        var (means, errors) = (gradients.mean([0]).data<double>().ToArray(), (gradients.std(0) / Math.Sqrt(Count)).data<double>().ToArray());
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], means[i], (4 * errors[i]) + 1e-12);
        Assert.All([errors[2], errors[5]], error => Assert.Equal(0, error, 1e-12));
        Assert.All([errors[0], errors[1], errors[3], errors[4]], error => Assert.InRange(error, 1e-4, 0.02));
    }

    [Fact]
    public void A_drawn_kl_learns_by_the_path_unless_it_is_asked_for_the_whole_gradient()
    {
        // Along the path, a dimension that is right already gets no gradient in any draw; the score adds noise to it.
        const int Count = 200;
        using var scope = NewDisposeScope();
        using var model = Unmoved();
        Assert.Equal(0, Noise(new Kl()), 1e-9);
        Assert.InRange(Noise(new Kl { PathDerivative = false }), 0.1, 10);

        double Noise(Kl term)
        {
            using var random = new Generator(1);
            var mean = tensor([0.7, -1.5, 0]).expand(Count, 3).clone().requires_grad_();
            var code = new GaussianCode(mean, tensor([-1.0, 0.5, 0]).expand(Count, 3).clone().requires_grad_());
            var rows = zeros(Count, 3, dtype: float64);
            term.Evaluate(code, new Pass(model, code, new Batch(rows), rows, particles: 1, new Moment(0, Count), random)).sum().backward();
            return mean.grad!.select(1, 2).abs().max().item<double>();
        }
    }

    [Fact]
    public void Where_it_has_no_closed_form_the_kl_is_drawn_and_is_right_on_average()
    {
        // Flows have none. Through one that moves nothing, the truth is the closed form of the Gaussian.
        const int Count = 50_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        using var frozen = no_grad();
        using var model = Unmoved();
        var code = Gaussian(Count, [0.7, -1.5, 0], [-1, 0.5, 0]);
        var rows = zeros(Count, 3, dtype: float64);
        var pass = new Pass(model, code, new Batch(rows), rows, particles: 1, new Moment(0, Count), random);
        var truth = Kl.PerDimension(code).sum(1)[0].item<double>();
        foreach (var term in new[] { new Kl(), new Kl { PathDerivative = false } })
        {
            var drawn = term.Evaluate(code, pass);
            Assert.Equal([(long)Count], drawn.shape);
            var error = drawn.std().item<double>() / Math.Sqrt(Count);
            Assert.InRange(error, 1e-3, 0.02);
            Assert.Equal(truth, drawn.mean().item<double>(), 4 * error);
        }
    }

    [Fact]
    public void Sparsity_is_the_rate_times_the_sum_of_magnitudes()
    {
        using var scope = NewDisposeScope();
        var code = new PointCode(tensor(new[] { 1.0, -2, 0.5, 0, 0, 3 }).reshape(2, 3));
        Assert.Equal([0.875, 0.75], new Sparsity(0.25).Evaluate(code, Nothing()).data<double>().ToArray());
    }

    [Fact]
    public void Reconstruction_is_the_loss_of_the_clean_target()
    {
        using var scope = NewDisposeScope();
        using var model = Small.Build();
        var pass = TestPass.Of(model, Drawn.Uniform([3, 6]));
        var term = new Reconstruction().Evaluate(new PointCode(pass.Latent), pass);
        Assert.True(term.eq(pass.Loss.NegativeLogLikelihood(pass.Output, pass.Target)).all().item<bool>());
        Assert.Equal([3L], term.shape);
    }

    [Fact]
    public void A_warm_up_rises_in_a_straight_line_and_stays()
    {
        var warmup = new Warmup(4, 10);
        Assert.Equal([0, 1, 2, 4, 4, 4], new[] { 0, 2.5, 5, 10, 11, double.PositiveInfinity }.Select(warmup.At));
        Schedule constant = 3.0;
        Assert.Equal([3, 3], new[] { 0, double.PositiveInfinity }.Select(constant.At));
    }

    [Fact]
    public void Beta_changes_the_weight_of_the_kl_alone()
    {
        var networks = Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 2);
        var vae = Recipes.Vae(networks);
        var beta = Recipes.BetaVae(networks, beta: 7);
        Assert.Equal([1.0, 1.0], vae.Terms.Select(term => term.Weight.At(0)));
        Assert.Equal([1.0, 7.0], beta.Terms.Select(term => term.Weight.At(0)));
        Assert.Equal([1.0, 3.5], Recipes.BetaVae(networks, beta: 7, warmup: 4).Terms.Select(term => term.Weight.At(2)));
        Assert.Equal(vae, beta with { Model = "vae", Objective = vae.Objective });
        Assert.Equal(vae, Recipes.BetaVae(networks, beta: 1) with { Model = "vae" });
    }

    /// <summary>A model of 3 latent numbers with a planar flow that is the identity.</summary>
    private static Autoencoder Unmoved()
    {
        var model = Recipes.FlowVae(Networks.Dense(DataShape.Row(3), [], 3), flows: 1).Build(1);
        model.Modules.to(float64);
        using var frozen = no_grad();
        foreach (var (name, parameter) in model.Modules.named_parameters().Where(pair => pair.name.StartsWith("flow", StringComparison.Ordinal)))
        {
            // The direction is corrected by (softplus(u'w) - 1 - u'w) w / |w|^2, which cancels u = w log(e - 1) / |w|^2.
            if (name.EndsWith("weight", StringComparison.Ordinal)) parameter.fill_(1);
            if (name.EndsWith("direction", StringComparison.Ordinal)) parameter.fill_(Math.Log(Math.E - 1) / 3);
        }

        return model;
    }

    private static GaussianCode Gaussian(int count, double[] mean, double[] logVariance) =>
        new(tensor(mean).expand(count, mean.Length), tensor(logVariance).expand(count, mean.Length));

    private static Pass Nothing() => TestPass.Of(Small.Build(), Drawn.Uniform([3, 6]));

    private static Blueprint<GaussianCode> Small => Recipes.Vae(Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 2));
}
