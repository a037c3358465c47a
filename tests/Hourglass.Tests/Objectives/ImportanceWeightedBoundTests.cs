using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>On a model whose density and posterior are known, with a posterior that is too wide.</summary>
public sealed class ImportanceWeightedBoundTests
{
    private static readonly Gaussian Loss = new(LinearGaussian.Deviation);

    [Fact]
    public void One_sample_gives_the_bound_of_the_vae_at_the_draw()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = LinearGaussian.Model(widening: 0.7, Loss);
        var pass = TestPass.Of(model, Rows(), particles: 4000);
        var bound = Bound(1, pass);
        Assert.True(bound.allclose(pass.LogPosterior - pass.LogPrior - pass.LogLikelihood));
        var exact = (new Reconstruction().Evaluate(pass.Code, pass) + new Kl().Evaluate((GaussianCode)pass.Code, pass)).mean();
        Assert.Equal(exact.item<float>(), bound.mean().item<float>(), 4 * bound.std().item<float>() / Math.Sqrt(bound.shape[0]));
    }

    [Fact]
    public void The_bound_falls_towards_the_truth_as_samples_grow()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = LinearGaussian.Model(widening: 1.5, Loss);
        var (last, truth) = (double.PositiveInfinity, LinearGaussian.Exact());
        foreach (var samples in new[] { 1, 2, 5, 20, 100 })
        {
            var bound = Bound(samples, TestPass.Of(model, Rows(), particles: 4000, seed: (ulong)samples));
            Assert.Equal([10 * 4000 / samples], bound.shape);
            var value = bound.mean().item<float>();
            Assert.InRange(value, truth, last);
            last = value;
        }

        Assert.Equal(truth, Bound(4000, TestPass.Of(model, Rows(), particles: 4000)).mean().item<float>(), 0.005);
        Assert.True(Bound(1, TestPass.Of(model, Rows(), particles: 4000)).mean().item<float>() > truth + 0.2);
    }

    [Fact]
    public void The_exact_posterior_gives_the_truth_with_any_number_of_samples()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = LinearGaussian.Model(widening: 0, Loss);
        Assert.Equal(LinearGaussian.Exact(), Bound(3, TestPass.Of(model, Rows(), particles: 6)).mean().item<float>(), 1e-5);
    }

    [Fact]
    public void Groups_are_the_particles_of_one_example()
    {
        using var scope = NewDisposeScope();
        using var model = LinearGaussian.Model(widening: 0.7, Loss);
        var pass = TestPass.Of(model, Rows(), particles: 6);
        var weights = pass.LogWeight.exp().data<float>().ToArray();
        var expected = Enumerable.Range(0, 20).Select(group => -Math.Log(weights.Skip(3 * group).Take(3).Average())).ToArray();
        Assert.Equal(expected, Bound(3, pass).data<float>().ToArray().Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void The_doubly_reparameterised_gradient_has_the_standard_mean_and_less_noise(int samples)
    {
        // Every row is the same example with a code of its own, so that one pass gives as many gradients as there are rows.
        const int Count = 6000;
        using var scope = NewDisposeScope();
        using var model = LinearGaussian.Model(widening: 0.7, Loss);
        model.Modules.to(ScalarType.Float64);
        var (standard, standardBound) = Gradients(new ImportanceWeightedBound(samples));
        var (doubly, doublyBound) = Gradients(new DoublyReparameterizedBound(samples));
        Assert.True(standardBound.allclose(doublyBound));
        for (var i = 0; i < 2; i++)
        {
            var (a, b) = (standard.select(1, i), doubly.select(1, i));
            var difference = (a - b).std().item<double>() / Math.Sqrt(Count);
            Assert.Equal(a.mean().item<double>(), b.mean().item<double>(), 4 * difference);
            Assert.True(Math.Abs(b.mean().item<double>()) > 4 * b.std().item<double>() / Math.Sqrt(Count), "The mean is lost in the noise.");
            if (samples == 64) Assert.True(b.var().item<double>() < 0.5 * a.var().item<double>(), $"{b.var().item<double>()} against {a.var().item<double>()}");
        }

        (Tensor Gradients, Tensor Bound) Gradients(IObjectiveTerm<GaussianCode> term)
        {
            var rows = tensor(new[] { 0.9, -0.3, 0.5 }).expand(Count, 3);
            var encoded = model.Modules.Encoder.call(rows + tensor(new[] { 0.6, -0.2, 0.1 })).detach().requires_grad_();
            var code = new GaussianCode(encoded.narrow(1, 0, 1), encoded.narrow(1, 1, 1));
            using var random = Randomness.Generator(3, RandomPurpose.TrainingStep);
            var pass = new Pass(model, code, new Batch(rows), rows, samples, new Moment(0, Count), random);
            var bound = term.Evaluate((GaussianCode)pass.Code, pass);
            bound.sum().backward();
            return (encoded.grad!, bound.detach());
        }
    }

    [Fact]
    public void With_dreg_the_decoder_keeps_the_standard_gradient_and_the_figures_stay()
    {
        using var scope = NewDisposeScope();
        var networks = Networks.Dense(LinearGaussian.Data.Shape, hidden: [8], latent: 2, Activation.Tanh);
        using var standard = Recipes.Iwae(networks, 8, Loss).Build(3);
        using var doubly = Recipes.Iwae(networks, 8, Loss, GradientKind.DReG).Build(3);
        var (one, two) = (Losses(standard), Losses(doubly));
        Assert.Equal(one.Figures[0], two.Figures[0], 1e-5);
        one.Backward();
        two.Backward();
        foreach (var ((name, a), (_, b)) in standard.Modules.named_parameters().Zip(doubly.Modules.named_parameters()))
            Assert.Equal(name.StartsWith("decoder", StringComparison.Ordinal), a.grad!.allclose(b.grad!, 1e-4, 1e-6));

        static StageLosses Losses(Autoencoder model)
        {
            using var random = Randomness.Generator(3, RandomPurpose.TrainingStep);
            var stage = new ObjectiveStage(model, 1);
            return new StageLosses(stage, stage.Evaluate(new Batch(Rows()), new Moment(0, 10), random), 0);
        }
    }

    [Fact]
    public void The_partial_model_teaches_each_side_by_its_own_bound()
    {
        using var scope = NewDisposeScope();
        var networks = Networks.Dense(LinearGaussian.Data.Shape, hidden: [8], latent: 2, Activation.Tanh);
        var partial = Gradients(Recipes.Piwae(networks, groups: 3, samples: 4, Loss));
        var groups = Gradients(Recipes.Miwae(networks, groups: 3, samples: 4, Loss));
        var one = Gradients(Recipes.Iwae(networks, samples: 12, Loss));
        foreach (var (name, gradient) in partial)
        {
            var (own, other) = name.StartsWith("decoder", StringComparison.Ordinal) ? (one, groups) : (groups, one);
            Assert.True(gradient.allclose(own[name], 1e-4, 1e-6), name);
            Assert.False(gradient.allclose(other[name], 1e-4, 1e-6), name);
        }

        static Dictionary<string, Tensor> Gradients(Blueprint blueprint)
        {
            using var model = blueprint.Build(3);
            using var random = Randomness.Generator(3, RandomPurpose.TrainingStep);
            var stage = new ObjectiveStage(model, 1);
            new StageLosses(stage, stage.Evaluate(new Batch(Rows()), new Moment(0, 10), random), 0).Backward();
            return model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone(), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void The_combination_weighs_both_bounds_of_the_same_draws()
    {
        var blueprint = Recipes.Ciwae(Networks.Dense(LinearGaussian.Data.Shape, hidden: [], latent: 1), beta: 0.25, samples: 6, Loss);
        Assert.Equal([0.25, 0.75], blueprint.Terms.Select(term => term.Weight.At(0)));
        Assert.Equal(["nll_bound_1_nats", "nll_bound_6_nats"], blueprint.Terms.Select(term => term.Metric));
        Assert.Equal(6, blueprint.Particles);
    }

    [Fact]
    public void Particles_that_do_not_fit_the_bound_are_refused()
    {
        var blueprint = Recipes.Iwae(Networks.Dense(DataShape.Row(3), hidden: [], latent: 1), samples: 4);
        Assert.Contains("draws 6", Assert.Throws<UsageException>(() => (blueprint with { Particles = 6 }).Build()).Message, StringComparison.Ordinal);
        Assert.Contains("0 samples", Assert.Throws<UsageException>(() => (blueprint with { Objective = [new ImportanceWeightedBound(0)] }).Build()).Message,
            StringComparison.Ordinal);
        Assert.Contains("decoder", Assert.Throws<UsageException>(() => (blueprint with { Objective = [new DoublyReparameterizedBound(4)] }).Build()).Message,
            StringComparison.Ordinal);
    }

    private static Tensor Bound(int samples, Pass pass) => new ImportanceWeightedBound(samples).Evaluate((GaussianCode)pass.Code, pass);

    private static Tensor Rows() => tensor(LinearGaussian.Data.ToArray()).reshape(-1, 3);
}
