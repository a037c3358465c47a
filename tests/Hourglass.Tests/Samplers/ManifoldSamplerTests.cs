using Hourglass.Data;
using Hourglass.Flows;
using Hourglass.Samplers;
using Hourglass.Tests.Contracts;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class ManifoldSamplerTests
{
    private static readonly double[] Centres = [0, 0, 1, 0.5, -0.7, 1.1];
    private static readonly double[] Precisions = [3, 8, 6, 2, 2, 4];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_force_is_the_gradient_of_the_density(bool learnt)
    {
        using var scope = NewDisposeScope();
        var volume = Volume(learnt);
        var place = Drawn.Normal([7, 2], ScalarType.Float64);
        var exact = FlowCase.Jacobian(at => volume.At(at).Log.unsqueeze(1), place).squeeze(1);
        Assert.True(exact.allclose(volume.Force(place), rtol: 1e-8, atol: 1e-10));
        Assert.True(exact.abs().max().item<double>() > 0.1);
    }

    [Fact]
    public void The_density_is_the_root_of_the_determinant_of_the_metric()
    {
        using var scope = NewDisposeScope();
        var (centres, precisions) = (tensor(Centres).reshape(3, 2), tensor(Precisions).reshape(3, 2));
        var place = Drawn.Normal([5, 2], ScalarType.Float64);
        var metric = eye(2, dtype: float64) * 0.05;
        var sum = metric.expand(5, 2, 2);
        for (var i = 0; i < 3; i++)
        {
            var square = ((place - centres[i]).square() * precisions[i]).sum(1);
            sum = sum + ((square * (-1 / 2.25)).exp().reshape(5, 1, 1) * precisions[i].diag_embed());
        }

        Assert.True((linalg.slogdet(sum).Item2 * 0.5).allclose(Volume(learnt: false).At(place).Log, rtol: 1e-9));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Chains_settle_on_the_density(bool learnt)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(6);
        var volume = Volume(learnt);
        var chains = new HamiltonianMonteCarlo(volume, volume.Lengths * 0.35, leapfrogs: 5);
        var place = volume.Centres.repeat(700, 1);
        var accepted = 0.0;
        for (var i = 0; i < 60; i++) (place, accepted) = chains.Move(place, random);
        Assert.InRange(accepted, 0.3, 0.999);

        const int Side = 600;
        const double Reach = 8;
        var axis = linspace(-Reach, Reach, Side, dtype: float64);
        var grid = stack([axis.repeat_interleave(Side), axis.repeat(Side)], 1);
        var weights = chains.LogDensity(grid).exp();
        weights = weights / weights.sum();
        var mean = (grid * weights.unsqueeze(1)).sum([0L]);
        var second = (grid.t() * weights).mm(grid);
        Assert.True(place.mean([0L]).allclose(mean, atol: 0.07));
        Assert.True(place.t().mm(place).div(place.shape[0]).allclose(second, rtol: 0.06, atol: 0.08));

        // And in single places: the part of draws in a disc is its part of the density.
        var centre = tensor(new[] { 0.8, 0.4 });
        var part = weights.mul((grid - centre).square().sum(1).lt(0.36).to_type(float64)).sum().item<double>();
        Assert.Equal(part, (place - centre).square().sum(1).lt(0.36).to_type(float64).mean().item<double>(), 0.025);
        Assert.True(volume.At(place).Closeness.amax([1L]).min().item<double>() >= HamiltonianMonteCarlo.LeastCloseness);
    }

    [Fact]
    public void The_reach_is_the_largest_distance_to_a_nearest_anchor()
    {
        // Anchors 0, 1, 2, ... and one 7 further on, more than a block of them, of precision 4: twice as far in deviations.
        using var scope = NewDisposeScope();
        var centres = cat([arange(1_100, ScalarType.Float64), tensor(new[] { 1_106.0 })]).unsqueeze(1);
        Assert.Equal(14, PosteriorVolume.ReachOf(centres, full_like(centres, 4)), 1e-6);
        Assert.Equal(2, PosteriorVolume.ReachOf(centres.narrow(0, 0, 1_100), full(1_100, 1, 4, ScalarType.Float64)), 1e-6);
        Assert.Equal(1, PosteriorVolume.ReachOf(centres.narrow(0, 0, 1), full(1, 1, 4, ScalarType.Float64)), 1e-6);
    }

    [Fact]
    public void A_fit_finds_steps_that_are_mostly_accepted_and_draws_near_the_codes()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Gaussians(2, deviation: 0.2);
        var angle = Drawn.Uniform([300]) * (2 * Math.PI);
        var ring = stack([angle.cos(), angle.sin()], 1) * 3;
        using var fitted = model.Fitted(new ManifoldSampler(Anchors: 100, Moves: 20), KnownCodes.Examples(ring));
        var drawn = tensor(fitted.Draw(500, seed: 2));

        // Codes lie on a circle of radius 3: so do the draws, all around, where a Gaussian of the codes' moments would fill it.
        var lengths = drawn.square().sum(1).sqrt();
        Assert.InRange(lengths.mean().item<float>(), 2.8, 3.2);
        Assert.True(lengths.min().item<float>() > 1.5);
        Assert.True(drawn.mean([0L]).abs().max().item<float>() < 0.5);
        Assert.InRange(fitted.Module.get_buffer("scale")!.item<float>(), 0.005, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Dimensions_that_tell_nothing_of_an_example_are_drawn_as_the_encoder_draws_them(double reach)
    {
        // Along the first one codes are 1 apart, ten of their deviations: anchors have to reach that far, and in the second one must not.
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Gaussians(2, deviation: 1);
        using (no_grad()) model.Modules.get_parameter("encoder.dense1.bias")!.narrow(0, 2, 1).fill_(2 * Math.Log(0.1));
        var rows = zeros(400, 2);
        rows.select(1, 0).copy_(arange(400) % 20);
        using var fitted = model.Fitted(new ManifoldSampler(Anchors: 400, Moves: 10, Reach: reach), KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(2_000, seed: 2));
        Assert.InRange(drawn.select(1, 1).std().item<float>(), 0.93, 1.07);
        Assert.InRange(drawn.select(1, 0).std().item<float>(), 5, 7);
        Assert.Equal(reach > 0 ? reach : 1, fitted.Module.get_buffer("reach")!.item<float>(), 1e-5);
        Assert.Equal([1f, 0f], fitted.Module.get_buffer("used")!.data<float>().ToArray());
    }

    [Fact]
    public void A_model_with_a_metric_of_its_own_needs_no_examples()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.Rhvae(Networks.Dense(DataShape.Row(6), [5], 2), new RiemannianHamiltonian(Anchors: 8, Hidden: [4])).Build(3);
        Assert.False(new ManifoldSampler().NeedsExamples(model.Blueprint));
        using var fitted = model.Fitted(new ManifoldSampler(Moves: 5));
        Assert.Equal(fitted.Draw(6, seed: 1), fitted.Draw(6, seed: 1));
        using var folder = new TemporaryFolder();
        fitted.Save(folder["saved"]);
        using var loaded = FittedSampler.Load(folder["saved"], model);
        Assert.Equal(fitted.Draw(6, seed: 1), loaded.Draw(6, seed: 1));
    }

    private static IVolume Volume(bool learnt)
    {
        var centres = tensor(Centres).reshape(3, 2);
        if (!learnt) return new PosteriorVolume(centres, tensor(Precisions).reshape(3, 2), reach: 1.5, floor: 0.05);
        var factors = tensor(new[] { 1.0, 0, 0.3, 0.8, 0.7, 0, -0.4, 1.1, 0.9, 0, 0.2, 0.6 }).reshape(3, 2, 2);
        return new LearntVolume(new LearntMetric(centres, factors, temperature: 1, floor: 0.1));
    }
}
