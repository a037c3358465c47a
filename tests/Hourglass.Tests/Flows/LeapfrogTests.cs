using Hourglass.Flows;
using Hourglass.Tests.Contracts;
using static TorchSharp.torch;

namespace Hourglass.Tests.Flows;

/// <summary>On the energy U(z) = sum cosh(z) + z_1 z_2 / 2, which is neither quadratic nor separable.</summary>
public sealed class LeapfrogTests
{
    private static readonly double[] StepSizes = [0.2, 0.1];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_is_undone_by_turning_the_momentum_round(bool curved)
    {
        using var scope = NewDisposeScope();
        var start = Start();
        var end = Steps(start, curved);
        Assert.False(end.allclose(start, atol: 0.05));
        var back = Steps(Turned(end), curved);
        Assert.True((Turned(back) - start).abs().max().item<double>() < 1e-9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_preserves_volume(bool curved)
    {
        using var scope = NewDisposeScope();
        var jacobian = FlowCase.Jacobian(state => Steps(state, curved), Start());
        Assert.True(linalg.slogdet(jacobian).Item2.abs().max().item<double>() < 1e-9);
        Assert.False(jacobian.allclose(eye(4, dtype: float64).expand(jacobian.shape), atol: 0.05));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Energy_is_kept_to_second_order(bool curved)
    {
        using var scope = NewDisposeScope();
        var start = Start();
        double Drift(double scale) => (Energy(Steps(start, curved, scale, (int)(4 / scale)), curved) - Energy(start, curved)).abs().max().item<double>();
        var (coarse, fine) = (Drift(0.5), Drift(0.125));
        Assert.InRange(coarse, 1e-5, 0.1);
        Assert.InRange(coarse / fine, 10, 24);
    }

    [Fact]
    public void The_slope_of_the_metric_is_that_of_autograd()
    {
        using var scope = NewDisposeScope();
        var state = Start();
        var (place, momentum) = (state.narrow(1, 0, 2), state.narrow(1, 2, 2));
        var jacobian = FlowCase.Jacobian(at => Kinetic(at, momentum).unsqueeze(1), place).squeeze(1);
        Assert.True(jacobian.allclose(Metric().At(place).Slope(momentum), rtol: 1e-9));
        Assert.True(jacobian.abs().max().item<double>() > 0.05);
    }

    [Fact]
    public void Momenta_have_the_metric_as_covariance()
    {
        const int Count = 100_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var place = tensor(new[] { 0.3, -0.2 }).reshape(1, 2);
        var inverse = Metric().At(place).Inverse[0];
        var draws = Metric().At(place.expand(Count, 2)).Sample(random);
        Assert.True(cov(draws.t()).mm(inverse).allclose(eye(2, dtype: float64), atol: 0.03));

        // The density integrates to one: E[N(p; 0, I s^2) / N(p; 0, G)] = 1.
        var told = Metric().At(place.expand(Count, 2)).LogDensity(draws) - Math.Log(2 * Math.PI);
        var ratio = ((draws.square().sum(1) * (-0.5 / 0.25)) - Math.Log(2 * Math.PI * 0.25) - told).exp();
        var error = ratio.std().item<double>() / Math.Sqrt(Count);
        Assert.InRange(error, 1e-5, 0.02);
        Assert.Equal(1, ratio.mean().item<double>(), 4 * error);
    }

    [Fact]
    public void Tempering_ends_where_it_would_without()
    {
        using var scope = NewDisposeScope();
        using var tempering = new Tempering();
        var factors = tempering.Factors(5).Select(factor => (double)factor.item<float>()).ToArray();
        Assert.Equal(1, factors.Aggregate((product, factor) => product * factor), 1e-6);
        Assert.Equal(Math.Sqrt(1 / 0.3), factors[0], 1e-5);
        Assert.All(factors.Skip(1), factor => Assert.InRange(factor, 0.1, 1));

        // Quadratic: the fall grows with k.
        var speeds = factors.Select((_, k) => factors.Take(k + 1).Aggregate((product, factor) => product * factor)).ToArray();
        Assert.Equal((speeds[0] - 1) * 9 / 25, speeds[0] - speeds[3], 1e-5);
    }

    private static Tensor Start() => tensor(new[] { 0.4, -0.3, 0.9, -0.5, -0.8, 0.1, 0.3, 1.1, 0.2, 0.6, -1.0, 0.4 }).reshape(3, 4);

    private static Tensor Turned(Tensor state) => cat([state.narrow(1, 0, 2), -state.narrow(1, 2, 2)], 1);

    private static Tensor Force(Tensor place) => -place.sinh() - (place.flip(1) * 0.5);

    private static Tensor Energy(Tensor state, bool curved)
    {
        var (place, momentum) = (state.narrow(1, 0, 2), state.narrow(1, 2, 2));
        var potential = place.cosh().sum(1) + (place.prod(1, keepdim: false) * 0.5);
        return potential + (curved ? Kinetic(place, momentum) : momentum.square().sum(1) * 0.5);
    }

    private static Tensor Kinetic(Tensor place, Tensor momentum)
    {
        var inverse = Metric().At(place).Inverse;
        var length = (momentum.unsqueeze(1).matmul(inverse).squeeze(1) * momentum).sum(1);
        return (length - linalg.slogdet(inverse).Item2) * 0.5;
    }

    private static LearntMetric Metric()
    {
        var centres = tensor(new[] { 0.5, 0.5, -0.4, 0.2, 0.1, -0.9 }).reshape(3, 2);
        var factors = tensor(new[] { 1.0, 0, 0.3, 0.8, 0.7, 0, -0.4, 1.1, 0.9, 0, 0.2, 0.6 }).reshape(3, 2, 2);
        return new LearntMetric(centres, factors, temperature: 1.2, floor: 0.5);
    }

    /// <summary>Some steps of the state (place, momentum): [rows, 4]; the implicit equations are solved to the last digit.</summary>
    private static Tensor Steps(Tensor start, bool curved, double scale = 1, int count = 2)
    {
        var place = start.narrow(1, 0, 2);
        var state = new Leapfrog(place, start.narrow(1, 2, 2), Force(place));
        var step = tensor(StepSizes) * scale;
        for (var i = 0; i < count; i++) state = curved ? state.Step(step, Force, Metric(), iterations: 60) : state.Step(step, Force);
        return cat([state.Place, state.Momentum], 1);
    }
}
