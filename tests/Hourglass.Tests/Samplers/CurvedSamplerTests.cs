using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

/// <summary>Samplers on spheres and in the Poincare ball.</summary>
public sealed class CurvedSamplerTests
{
    private static readonly Networks Bodies = Networks.Dense(DataShape.Row(6), [8], 3);

    [Fact]
    public void The_sphere_is_met_uniformly()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.SphereVae(Bodies).Build();
        using var fitted = model.Fitted(new SphereSampler());
        var drawn = tensor(fitted.Draw(20_000));
        Assert.True(drawn.square().sum(1).allclose(ones(20_000), atol: 1e-5));
        Assert.True(drawn.mean([0L]).abs().max().item<float>() < 0.02);
        Assert.True(drawn.t().mm(drawn).div(20_000).allclose(eye(3) / 3, atol: 0.01));

        // Of a uniform direction in three dimensions each coordinate is uniform (Archimedes).
        var below = drawn.select(1, 0).lt(-0.5).to_type(ScalarType.Float32).mean().item<float>();
        Assert.Equal(0.25, below, 0.015);
    }

    [Fact]
    public void Other_codes_have_the_sphere_around_their_mean()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(3);
        var centre = tensor(new[] { 1f, -2, 4 });
        using var fitted = model.Fitted(new SphereSampler(), KnownCodes.Examples((Drawn.Normal([5_000, 3]) * 2) + centre));
        var drawn = tensor(fitted.Draw(2_000));
        Assert.True((drawn.mean([0L]) - centre).abs().max().item<float>() < 0.3);
        var lengths = (drawn - fitted.Module.get_buffer("centre")!).square().sum(1).sqrt();
        Assert.True(lengths.allclose(full(2_000, 2 * Math.Sqrt(3)), atol: 0.1));
        Assert.True((lengths.max() - lengths.min()).item<float>() < 1e-4);
    }

    [Theory]
    [InlineData(1.0, 2)]
    [InlineData(0.4, 16)]
    [InlineData(1.0, 16)]
    [InlineData(1.0, 48)]
    public void The_mean_of_codes_that_lie_evenly_around_a_point_is_this_point(double curvature, int dimensions)
    {
        using var scope = NewDisposeScope();
        var ball = new PoincareBall(curvature);
        var centre = ball.ExpOrigin(full(1, dimensions, 0.5 / Math.Sqrt(dimensions), ScalarType.Float64));
        var offsets = Drawn.Normal([200, dimensions], ScalarType.Float64);
        var codes = ball.Wrap(centre, cat([offsets, -offsets]));
        List<long> live = [];
        var mean = FrechetMean.Of(ball, codes, 1_000, () => live.Add(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        Assert.True(mean.allclose(centre, atol: 1e-8));
        Assert.InRange(live.Count, 2, 300);
        Assert.Equal(live[1], live[^1]);
        var message = Assert.Throws<HourglassException>(() => FrechetMean.Of(ball, codes, 1, () => { })).Message;
        Assert.StartsWith("The mean of 400 codes in the Poincare ball was not found in 1 steps", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)]
    public void The_wrapped_normal_of_the_codes_is_recovered(double curvature)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = Recipes.PoincareVae(Bodies with { Latent = 2 }, curvature, new Hourglass.Losses.Gaussian()).Build();
        foreach (var parameter in model.Modules.Encoder.parameters()) parameter.zero_();

        // An encoder that says the same of every example: mean velocity (0.6, -0.3) at the origin, deviations 0.5 and 0.2.
        var bias = model.Modules.Encoder.parameters().Last();
        var velocity = tensor(new[] { 0.6f, -0.3f });
        bias.copy_(cat([velocity, tensor(new[] { 2 * Math.Log(0.5), 2 * Math.Log(0.2) }).to_type(ScalarType.Float32)]));
        using var fitted = model.Fitted(new PoincareSampler(), new FloatExamples(new float[20_000 * 6], DataShape.Row(6)));
        var ball = new PoincareBall(curvature);
        Assert.True(fitted.Module.get_buffer("centre")!.allclose(ball.ExpOrigin(velocity.unsqueeze(0)).squeeze(0), atol: 0.01));
        Assert.True(fitted.Module.get_buffer("deviation")!.allclose(tensor(new[] { 0.5f, 0.2f }), rtol: 0.03));

        var drawn = tensor(fitted.Draw(10_000));
        Assert.True((drawn.square().sum(1) * curvature).max().item<float>() < 1);
        var centre = fitted.Module.get_buffer("centre")!.to_type(ScalarType.Float64).unsqueeze(0);
        var velocities = ball.Factor(centre) * ball.Log(centre, drawn.to_type(ScalarType.Float64));
        Assert.True(velocities.mean([0L]).abs().max().item<double>() < 0.02);
        Assert.True(velocities.square().mean([0L]).sqrt().allclose(tensor(new[] { 0.5, 0.2 }), rtol: 0.05));
    }
}
