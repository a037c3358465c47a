using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Tests.Numerics;

public sealed class PoincareBallTests
{
    public static TheoryData<double> Curvatures => [0.2, 1, 3];

    [Theory]
    [MemberData(nameof(Curvatures))]
    public void Exponential_and_logarithmic_map_undo_each_other(double curvature)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var ball = new PoincareBall(curvature);
        var from = ball.ExpOrigin(randn(50, 4, dtype: float64, generator: random) / 2);
        var to = ball.ExpOrigin(randn(50, 4, dtype: float64, generator: random) / 2);
        Near(to, ball.Exp(from, ball.Log(from, to)));
        var velocity = randn(50, 4, dtype: float64, generator: random) / ball.Factor(from);
        Near(velocity, ball.Log(from, ball.Exp(from, velocity)));
        Near(from, ball.ExpOrigin(ball.LogOrigin(from)));
        Near(ball.LogOrigin(from), ball.Log(zeros_like(from), from));
        Near(ball.ExpOrigin(velocity), ball.Exp(zeros_like(from), velocity));
    }

    [Theory]
    [MemberData(nameof(Curvatures))]
    public void The_velocity_has_the_length_of_the_path(double curvature)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var ball = new PoincareBall(curvature);
        var from = ball.ExpOrigin(randn(50, 3, dtype: float64, generator: random) / 2);
        var to = ball.ExpOrigin(randn(50, 3, dtype: float64, generator: random) / 2);

        // The distance by its other formula, arcosh(1 + 2c |x - y|^2 / ((1 - c|x|^2)(1 - c|y|^2))) / sqrt(c).
        var share = 2 * curvature * (from - to).square().sum(1) / ((1 - (curvature * from.square().sum(1))) * (1 - (curvature * to.square().sum(1))));
        var distance = (1 + share).acosh() / Math.Sqrt(curvature);
        Near(distance, ball.Distance(from, to));
        Near(distance, (ball.Factor(from).squeeze(1) * ball.Log(from, to).square().sum(1).sqrt()));
    }

    [Fact]
    public void Velocities_keep_their_length_when_carried()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var ball = new PoincareBall(1.5);
        var point = ball.ExpOrigin(randn(20, 3, dtype: float64, generator: random));
        var velocity = randn(20, 3, dtype: float64, generator: random);
        Near(2 * velocity.square().sum(1).sqrt(), ball.Factor(point).squeeze(1) * ball.Transport(point, velocity).square().sum(1).sqrt());
    }

    [Theory]
    [MemberData(nameof(Curvatures))]
    public void Points_stay_inside(double curvature)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var ball = new PoincareBall(curvature);
        var far = ball.ExpOrigin(randn(200, 3, generator: random) * 50);
        Assert.True((far.square().sum(1) * curvature).max().item<float>() < 1);
        var farther = ball.Wrap(far, randn(200, 3, generator: random) * 50);
        Assert.True((farther.square().sum(1) * curvature).max().item<float>() < 1);
        Assert.True(farther.isfinite().all().item<bool>());
        Assert.True(ball.LogOrigin(farther).isfinite().all().item<bool>());
        Assert.True(ball.LogWrappedNormal(farther, far, zeros_like(far)).isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Curvatures))]
    public void The_density_integrates_to_one_over_the_ball(double curvature)
    {
        // Polar coordinates around the origin, z = tanh(t) / sqrt(c) in the direction of the angle; the volume is factor^2 dz.
        const int Radii = 600, Angles = 400;
        const double Most = 6;
        using var scope = NewDisposeScope();
        var ball = new PoincareBall(curvature);
        var t = ((arange(Radii, dtype: float64) + 0.5) * (Most / Radii)).unsqueeze(1).expand(Radii, Angles).reshape(-1);
        var angle = (arange(Angles, dtype: float64) * (2 * Math.PI / Angles)).unsqueeze(0).expand(Radii, Angles).reshape(-1);
        var radius = t.tanh() / Math.Sqrt(curvature);
        var points = stack([radius * angle.cos(), radius * angle.sin()], 1);
        var area = radius * (1 - t.tanh().square()) / Math.Sqrt(curvature) * (Most / Radii) * (2 * Math.PI / Angles);
        var volume = area * ball.Factor(points).squeeze(1).square();
        var mean = (tensor(new[] { 0.3, -0.2 }) / Math.Sqrt(curvature)).unsqueeze(0).expand_as(points);
        var logVariance = tensor(new[] { -0.5, -1.5 }).unsqueeze(0).expand_as(points);
        var density = ball.LogWrappedNormal(points, mean, logVariance).exp();
        Assert.Equal(1, (density * volume).sum().item<double>(), 1e-3);
    }

    [Fact]
    public void Draws_have_the_density()
    {
        // E over draws of f(z) against the integral of f times the density: the density of one is the histogram of the other.
        const int Count = 60_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var ball = new PoincareBall(1);
        var mean = tensor(new[] { 0.4, 0.1 }).unsqueeze(0).expand(Count, 2);
        var logVariance = tensor(new[] { -1.0, 0.0 }).unsqueeze(0).expand(Count, 2);
        var draws = ball.Wrap(mean, (logVariance / 2).exp() * randn(Count, 2, dtype: float64, generator: random));

        // Under draws from q the mean of p/q is 1 for every p, such as one around another place.
        var other = ball.LogWrappedNormal(draws, mean + 0.05, logVariance - 0.4);
        var ratio = (other - ball.LogWrappedNormal(draws, mean, logVariance)).exp();
        Assert.Equal(1, ratio.mean().item<double>(), 4.5 * ratio.std().item<double>() / Math.Sqrt(Count));
    }

    private static void Near(Tensor expected, Tensor actual) => Assert.True((expected - actual).abs().max().item<double>() < 1e-8);
}
