using Hourglass.Native;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Tests.Numerics;

public sealed class LimitedMemoryBfgsTests
{
    [Fact]
    public void A_narrow_valley_is_followed_to_its_bottom()
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        var curvature = logspace(-1, 1, 30, dtype: float64);
        var bottom = linspace(-3, 5, 30, dtype: float64);
        var point = zeros(30, float64);
        var steps = LimitedMemoryBfgs.Minimise(point, at => ((0.5 * (curvature * (at - bottom).square()).sum()).item<double>(), curvature * (at - bottom)),
            1000, 1e-8);
        Assert.InRange(steps, 5, 150);
        Assert.True((point - bottom).abs().max().item<double>() < 1e-5);
    }

    [Fact]
    public void It_stops_at_the_asked_number_of_steps_and_at_a_minimum_at_once()
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        var point = ones(3, float64);
        Assert.Equal(0, LimitedMemoryBfgs.Minimise(point, at => (1, zeros_like(at)), 10, 1e-9));
        Assert.Equal(2, LimitedMemoryBfgs.Minimise(point, at => (at.exp().sum().item<double>(), at.exp()), 2, 1e-9));
    }
}
