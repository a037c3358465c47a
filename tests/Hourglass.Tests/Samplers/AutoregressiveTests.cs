using Hourglass.Samplers;
using Hourglass.Tests.Contracts;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

/// <summary>The densities of maf and iaf are densities, are those of their draws, and bend to what they are fitted to.</summary>
public sealed class AutoregressiveTests
{
    private static readonly AutoregressiveMaps Small = new(3, [24]);

    // Of y = (x1, x2 + x1^2 / 2) with x ~ N(0, diag(1, 0.3^2)).
    private const double BananaEntropy = 2.8378770664093453 - 1.2039728043259361;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Backward_undoes_forward_and_both_tell_their_jacobian(int dimensions)
    {
        using var scope = NewDisposeScope();
        using var flow = Flow(dimensions);
        using var frozen = no_grad();
        var rows = Drawn.Normal([6, dimensions], float64);
        var forward = flow.Forward(rows);
        var back = flow.Backward(forward.Latent);
        Assert.True(back.Latent.allclose(rows, atol: 1e-10));
        Assert.True(back.LogJacobian.allclose(-forward.LogJacobian, atol: 1e-10));
        var exact = linalg.slogdet(FlowCase.Jacobian(points => flow.Forward(points).Latent, rows)).Item2;
        Assert.True(exact.allclose(forward.LogJacobian, atol: 1e-10));
        Assert.True(forward.LogJacobian.abs().min().item<double>() > 1e-3);
        Assert.False(forward.Latent.allclose(rows, atol: 0.05));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_density_bends_to_a_banana_integrates_to_one_and_is_that_of_the_draws(bool inverse)
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        var training = new GradientFit(Epochs: 25, BatchSize: 200, LearningRate: 1e-2);
        Sampler sampler = inverse ? new IafSampler(Small, training) : new MafSampler(Small, training);
        using var fitted = model.Fitted(sampler, KnownCodes.Examples(Banana(2_000, 5)));
        var density = (AutoregressiveDensity)fitted.Module;
        using var frozen = no_grad();

        // As many nats as the banana has, a bit more for what was not learnt; a Gaussian of its moments has 0.86 more.
        var fresh = Banana(4_000, 8).to_type(ScalarType.Float32);
        Assert.InRange(-density.LogDensity(fresh).mean().item<float>(), BananaEntropy - 0.05, BananaEntropy + 0.2);

        const int Side = 260;
        var (first, second) = (linspace(-6, 6, Side), linspace(-4, 22, Side));
        var grid = stack([first.repeat_interleave(Side), second.repeat(Side)], 1);
        var cell = 12.0 / (Side - 1) * 26.0 / (Side - 1);
        Assert.Equal(1, density.LogDensity(grid).exp().sum().item<float>() * cell, 0.02);

        var drawn = tensor(fitted.Draw(20_000, seed: 4));
        var narrow = (drawn - tensor(new[] { 0.5f, 0.2f })).square().sum(1) * (-0.5 / 0.04) - Math.Log(2 * Math.PI * 0.04);
        var ratio = (narrow - density.LogDensity(drawn)).exp();
        var error = ratio.std().item<float>() / Math.Sqrt(20_000);
        Assert.InRange(error, 1e-3, 0.1);
        Assert.Equal(1, ratio.mean().item<float>(), 4 * error);
        Assert.True(drawn.mean([0L]).allclose(tensor(new[] { 0, 0.5f }), atol: 0.1));
    }

    private static AutoregressiveFlow Flow(int dimensions)
    {
        using var random = new Generator(2);
        var flow = new AutoregressiveFlow(dimensions, 3, [16], random);
        using var frozen = no_grad();
        flow.to(ScalarType.Float64);
        foreach (var parameter in flow.parameters()) parameter.add_(randn(parameter.shape, dtype: float64, generator: random), alpha: 0.1);
        return flow;
    }

    private static Tensor Banana(int count, ulong seed)
    {
        var rows = Drawn.Normal([count, 2], ScalarType.Float64, seed);
        var first = rows.select(1, 0);
        return stack([first, (rows.select(1, 1) * 0.3) + (first.square() * 0.5)], 1);
    }
}
