using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Tests.Contracts;
using Hourglass.Tests.Evaluation;
using Hourglass.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Priors;

/// <summary>With linear nets everything is Gaussian: z = A z' + a + t e, so that p(z) = N(a, A A' + t^2 I) is known.</summary>
public sealed class TwoLayerTests
{
    [Fact]
    public void The_weight_is_the_likelihood_on_average()
    {
        const int Particles = 20_000;
        using var scope = NewDisposeScope();
        using var linear = Linear();
        using var frozen = no_grad();
        var ratios = (TestPass.Of(linear.Model, linear.Rows, Particles).LogWeight.reshape(3,
            Particles) - linear.Exact(Covariance(linear.Model)).unsqueeze(1)).exp();
        var errors = ratios.std(1) / Math.Sqrt(Particles);
        foreach (var (mean, error) in ratios.mean([1L]).data<double>().ToArray().Zip(errors.data<double>().ToArray()))
        {
            Assert.InRange(error, 1e-5, 0.05);
            Assert.Equal(1, mean, 4 * error);
        }
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    public void The_weights_in_the_bound_of_several_draws_are_the_likelihood_on_average(int groups, int samples)
    {
        const int Repeats = 4000;
        using var scope = NewDisposeScope();
        using var linear = Linear();
        using var frozen = no_grad();
        var blueprint = Recipes.TwoLayerVae(linear.Model.Blueprint.Networks, 1, [], linear.Model.Blueprint.Loss, groups: groups, samples: samples);
        Assert.Equal(groups * samples, blueprint.Particles);
        var term = Assert.IsType<ImportanceWeightedBound>(Assert.Single(blueprint.Objective));
        Assert.Equal(samples, term.Samples);

        // exp(-bound) is the mean of K weights p(x, z, z') / q(z, z'|x).
        var rows = linear.Rows.repeat_interleave(Repeats, 0);
        var pass = TestPass.Of(linear.Model, rows, groups * samples);
        var bounds = term.Evaluate((DistributionCode)pass.Code, pass).reshape(3, Repeats * groups);
        var ratios = (-bounds - linear.Exact(Covariance(linear.Model)).unsqueeze(1)).exp();
        var errors = ratios.std(1) / Math.Sqrt(Repeats * groups);
        foreach (var (mean, error) in ratios.mean([1L]).data<double>().ToArray().Zip(errors.data<double>().ToArray()))
        {
            Assert.InRange(error, 1e-5, 0.05);
            Assert.Equal(1, mean, 4 * error);
        }

        Assert.Throws<UsageException>(() => Recipes.TwoLayerVae(linear.Model.Blueprint.Networks, groups: groups, samples: samples, warmup: 2));
    }

    [Fact]
    public void The_likelihood_of_the_evaluator_is_that_of_the_linear_model()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear();
        var exact = -linear.Exact(Covariance(linear.Model)).mean().item<double>();
        linear.Model.Modules.to(ScalarType.Float32);
        var examples = new FloatExamples([.. linear.Rows.data<double>().Select(value => (float)value)], DataShape.Row(3));
        var metrics = ImportanceSampling.Estimate(linear.Model, examples, 20_000, seed: 3).Metrics;
        var error = metrics.Value("nll_standard_error_nats");
        Assert.InRange(error, 1e-5, 0.05);
        Assert.Equal(exact, metrics.Value("nll_nats"), 4 * error);
    }

    [Fact]
    public void The_estimate_of_the_density_is_right_on_average_and_exact_with_the_exact_posterior()
    {
        const int Count = 20_000;
        using var scope = NewDisposeScope();
        using var linear = Linear();
        using var frozen = no_grad();
        using var random = new Generator(5);
        var point = tensor(new[] { 0.4, -0.3 }).reshape(1, 2);
        var exact = Exact(linear.Model, point);
        var ratios = (linear.Model.Modules.LogPrior(point.expand(Count, 2), random, linear.Model) - exact).exp();
        var error = ratios.std().item<double>() / Math.Sqrt(Count);
        Assert.InRange(error, 1e-5, 0.05);
        Assert.Equal(1, ratios.mean().item<double>(), 4 * error);

        // q(z'|z) = N(V A'(z - a) / t^2, V) with V = (I + A'A / t^2)^-1; one upper dimension, so that V is diagonal.
        var (weight, bias, variance) = Down(linear.Model);
        var precision = 1 + (weight.t().mm(weight) / variance).item<double>();
        var gain = weight.t() / (variance * precision);
        Set(linear.Model, "prior.up.body.dense1.weight", cat([gain, zeros_like(gain)], 0));
        Set(linear.Model, "prior.up.body.dense1.bias", stack([-gain.mv(bias)[0], tensor(-Math.Log(precision))]));
        Assert.True((linear.Model.Modules.LogPrior(point.expand(50, 2), random, linear.Model) - exact).abs().max().item<double>() < 1e-9);
    }

    [Fact]
    public void Draws_and_marginals_are_those_of_the_linear_model()
    {
        const int Count = 100_000;
        using var scope = NewDisposeScope();
        using var linear = Linear();
        using var frozen = no_grad();
        using var random = new Generator(5);
        var draws = linear.Model.Modules.Prior.Sample(Count, random, linear.Model);
        var covariance = Covariance(linear.Model);
        var (_, bias, _) = Down(linear.Model);
        Assert.True(cov(draws.t()).allclose(covariance, atol: 0.03));
        Assert.True(draws.mean([0L]).allclose(bias, atol: 0.02));
        var (mean, deviation) = linear.Model.Modules.Prior.Marginals(linear.Model);
        Assert.True(mean.allclose(bias, atol: 0.05));
        Assert.True(deviation.allclose(covariance.diagonal().sqrt(), atol: 0.05));
    }

    private static FlowCase Linear()
    {
        var linear = new FlowCase([], prior: new TwoLayer(1, []));
        Set(linear.Model, "prior.down.body.dense1.weight", tensor(new[] { 0.9, -0.6, 0, 0 }).reshape(4, 1));
        Set(linear.Model, "prior.down.body.dense1.bias", tensor(new[] { 0.0, 0.0, -0.5, -0.5 }));
        Set(linear.Model, "prior.up.body.dense1.weight", tensor(new[] { 0.3, -0.2, 0, 0 }).reshape(2, 2));
        Set(linear.Model, "prior.up.body.dense1.bias", tensor(new[] { 0.1, 0.0 }));
        return linear;
    }

    private static (Tensor Weight, Tensor Bias, double Variance) Down(Autoencoder model)
    {
        var bias = model.Modules.get_parameter("prior.down.body.dense1.bias")!;
        return (model.Modules.get_parameter("prior.down.body.dense1.weight")!.narrow(0, 0, 2), bias.narrow(0, 0, 2), Math.Exp(bias[2].item<double>()));
    }

    private static Tensor Covariance(Autoencoder model)
    {
        var (weight, _, variance) = Down(model);
        return weight.mm(weight.t()) + (eye(2, dtype: float64) * variance);
    }

    private static double Exact(Autoencoder model, Tensor point)
    {
        var (_, bias, _) = Down(model);
        var covariance = Covariance(model);
        var offset = point - bias;
        return -0.5 * (offset.mm(linalg.inv(covariance)).mm(offset.t()).item<double>() + linalg.slogdet(covariance).Item2.item<double>() + (2 * Math.Log(2 * Math.PI)));
    }

    private static void Set(Autoencoder model, string name, Tensor values)
    {
        using var frozen = no_grad();
        model.Modules.get_parameter(name)!.copy_(values);
    }
}
