using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class LadderCodeTests
{
    private static readonly Networks Bodies = Networks.Dense(DataShape.Row(6), [5], 2, Activation.Tanh);

    [Fact]
    public void Joining_two_gaussians_gives_their_normalised_product()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var (one, other) = (Gaussian(4, 3, random), Gaussian(4, 3, random));
        var joined = LadderCode.Combine(one, other);

        // The log of the product and the joined log-density differ by a constant: the same at every point.
        var differences = Enumerable.Range(0, 5)
            .Select(_ => randn(4, 3, dtype: float64, generator: random) * 3)
            .Select(point => one.LogDensity(point) + other.LogDensity(point) - joined.LogDensity(point))
            .ToArray();
        Assert.All(differences, difference => Assert.True(difference.allclose(differences[0], rtol: 1e-9)));

        var precision = (-one.LogVariance).exp() + (-other.LogVariance).exp();
        Assert.True(joined.LogVariance.exp().allclose(1 / precision));
        Assert.True(joined.Mean.allclose(((one.Mean * (-one.LogVariance).exp()) + (other.Mean * (-other.LogVariance).exp())) / precision));
    }

    [Fact]
    public void The_divergence_of_two_gaussians_is_the_mean_of_their_log_ratio()
    {
        const int Count = 100_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var (q, p) = (Gaussian(1, 3, random), Gaussian(1, 3, random));
        var draws = ((GaussianCode)q.Repeat(Count)).Sample(random);
        var ratio = q.LogDensity(draws) - p.LogDensity(draws);
        var error = ratio.std().item<double>() / Math.Sqrt(Count);
        Assert.InRange(error, 1e-4, 0.05);
        Assert.Equal(q.DivergenceFrom(p).item<double>(), ratio.mean().item<double>(), 4 * error);
        Assert.Equal(0, q.DivergenceFrom(q).item<double>(), 1e-12);
        var standard = new GaussianCode(zeros_like(q.Mean), zeros_like(q.Mean));
        Assert.Equal(Kl.PerDimension(q).sum().item<double>(), q.DivergenceFrom(standard).item<double>(), 1e-12);
    }

    [Fact]
    public void The_kl_of_the_two_layers_is_the_mean_of_the_log_ratio_of_all_latent_variables()
    {
        const int Particles = 40_000;
        using var scope = NewDisposeScope();
        using var model = Model();
        using var frozen = no_grad();
        var pass = TestPass.Of(model, Rows(), Particles);
        var ratio = (pass.LogPosterior - pass.LogPrior).reshape(3, Particles);
        var exact = new Kl().Evaluate((DistributionCode)pass.Code, pass).reshape(3, Particles);
        Assert.True((ratio.std(1) > exact.std(1) * 2).all().item<bool>());
        for (var i = 0; i < 3; i++)
        {
            var error = (ratio[i] - exact[i]).std().item<double>() / Math.Sqrt(Particles);
            Assert.InRange(error, 1e-5, 0.05);
            Assert.Equal(exact[i].mean().item<double>(), ratio[i].mean().item<double>(), 4 * error);
        }
    }

    [Fact]
    public void The_weight_is_the_likelihood_on_average()
    {
        // The truth from draws of the prior, which share nothing with the posterior but p(z|z').
        const int Particles = 40_000;
        using var scope = NewDisposeScope();
        using var model = Model();
        using var frozen = no_grad();
        using var random = new Generator(8);
        var rows = Rows();
        var fresh = model.Modules.Prior.Sample(200_000, random, model);
        var decoded = model.Modules.Decode(fresh, null);
        var weights = TestPass.Of(model, rows, Particles).LogWeight.reshape(3, Particles).exp();
        for (var i = 0; i < 3; i++)
        {
            var direct = (-model.Blueprint.Loss.NegativeLogLikelihood(decoded, rows.narrow(0, i, 1).expand(decoded.shape))).exp();
            var (mean, truth) = (weights[i].mean().item<double>(), direct.mean().item<double>());
            var error = Math.Sqrt(Math.Pow(weights[i].std().item<double>(), 2) / Particles + Math.Pow(direct.std().item<double>(), 2) / direct.shape[0]);
            Assert.InRange(error / truth, 1e-5, 0.05);
            Assert.Equal(truth, mean, 4 * error);
        }
    }

    [Fact]
    public void The_code_of_an_example_is_the_lower_layer_at_the_upper_mean()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var code = (LadderCode)model.Read(new Batch(Rows()));
        Assert.Equal([3L, 2], code.Location.shape);
        Assert.Equal([3L, 4], code.Upper.Mean.shape);
        using var random = new Generator(1);
        Assert.Equal([3L, 6], code.Sample(random).shape);
        Assert.Equal(["code.down.body.dense1.bias", "code.down.body.dense1.weight", "code.down.body.dense2.bias", "code.down.body.dense2.weight",
            "code.up.body.dense1.bias", "code.up.body.dense1.weight"],
            model.Modules.state_dict().Keys.Where(name => name.StartsWith("code", StringComparison.Ordinal)
                || name.StartsWith("prior", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_way_down_has_the_hidden_layers_of_the_way_up_in_reverse()
    {
        using var model = Recipes.LadderVae(Networks.Dense(DataShape.Row(6), [5], 3), upper: 2, upperHidden: [8, 4]).Build(1);
        Assert.Equal([[4L, 8], [4, 4]], Shapes("up"));
        Assert.Equal([[4L, 2], [8, 4], [6, 8]], Shapes("down"));

        long[][] Shapes(string way) =>
            [.. model.Modules.named_parameters().Where(pair => pair.name.StartsWith($"code.{way}.", StringComparison.Ordinal) && pair.name.EndsWith("weight",
            StringComparison.Ordinal)).Select(pair => pair.parameter.shape)];
    }

    [Fact]
    public void The_upper_layer_reads_what_follows_the_numbers_of_the_lower_layer()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new LadderSpec(2, [4]).Build(3, random);
        var encoded = Drawn.Normal([5, 10]);
        var expected = reader.Read(encoded, 0).Upper.Mean;
        var lower = encoded.clone();
        lower.narrow(1, 0, 6).zero_();
        Assert.True(reader.Read(lower, 0).Upper.Mean.eq(expected).all().item<bool>());
        var features = encoded.clone();
        for (var i = 6; i < 10; i++)
        {
            features.select(1, i).add_(1);
            var moved = reader.Read(features, 0).Upper.Mean;
            Assert.True((moved - expected).abs().max().item<float>() > 1e-4);
            expected = moved;
        }
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        Assert.Contains("at least one", Assert.Throws<UsageException>(() => Recipes.LadderVae(Bodies, upperHidden: []).Build()).Message,
            StringComparison.Ordinal);
        var alone = Recipes.LadderVae(Bodies) with { Prior = new Hourglass.Priors.StandardNormal() };
        Assert.Contains("TopDown", Assert.Throws<UsageException>(() => alone.Build()).Message, StringComparison.Ordinal);
        var borrowed = Recipes.Vae(Bodies) with { Prior = new Hourglass.Priors.TopDown() };
        Assert.Contains("LadderSpec", Assert.Throws<UsageException>(() => borrowed.Build()).Message, StringComparison.Ordinal);
    }

    private static GaussianCode Gaussian(int count, int latent, Generator random) =>
        new(randn(count, latent, dtype: float64, generator: random), randn(count, latent, dtype: float64, generator: random));

    private static Tensor Rows()
    {
        using var random = new Generator(7);
        return randn(3, 6, dtype: float64, generator: random) * 0.5;
    }

    private static Autoencoder Model()
    {
        var model = Recipes.LadderVae(Bodies, upper: 4, upperHidden: [8], new Gaussian(1.5)).Build(3);
        model.Modules.to(ScalarType.Float64);

        // Wide posteriors, so that the weights have a small variance.
        using var frozen = no_grad();
        model.Modules.get_parameter("encoder.dense2.weight")!.narrow(0, 2, 2).zero_();
        model.Modules.get_parameter("encoder.dense2.bias")!.narrow(0, 2, 2).fill_(1.5);
        model.Modules.get_parameter("code.up.body.dense1.weight")!.mul_(0.3).narrow(0, 4, 4).zero_();
        model.Modules.get_parameter("code.up.body.dense1.bias")!.narrow(0, 4, 4).fill_(0.1);
        return model;
    }
}
