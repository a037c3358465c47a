using Hourglass.Companions;
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
    [InlineData(20)] // More than the hidden layer has units.
    public void Backward_undoes_forward_and_both_tell_their_jacobian(int dimensions)
    {
        using var scope = NewDisposeScope();
        using var flow = Flow(dimensions);
        using var frozen = no_grad();
        var rows = Drawn.Normal([6, dimensions], float64);
        var live = ones(dimensions, float64);
        var forward = flow.Forward(rows, live);
        var back = flow.Backward(forward.Latent, live);
        Assert.True(back.Latent.allclose(rows, atol: 1e-10));
        Assert.True(back.LogJacobian.allclose(-forward.LogJacobian, atol: 1e-10));
        var exact = linalg.slogdet(FlowCase.Jacobian(points => flow.Forward(points, live).Latent, rows)).Item2;
        Assert.True(exact.allclose(forward.LogJacobian, atol: 1e-10));
        Assert.True(forward.LogJacobian.abs().min().item<double>() > 1e-3);
        Assert.False(forward.Latent.allclose(rows, atol: 0.05));
    }

    [Fact]
    public void Backward_with_gradients_is_backward_without_and_has_the_inverse_jacobian()
    {
        using var scope = NewDisposeScope();
        using var flow = Flow(5);
        var rows = Drawn.Normal([6, 5], float64);
        var live = tensor(new[] { 1.0, 1, 0, 1, 1 });
        var places = tensor(new[] { 0L, 1, 3, 4 });
        var back = flow.Backward(rows, live);
        using (no_grad())
        {
            using var held = NewDisposeScope();
            var quick = flow.Backward(rows, live);
            Assert.InRange(held.DisposablesCount, 1, 12);
            Assert.True(quick.Latent.allclose(back.Latent, atol: 1e-12));
            Assert.True(quick.LogJacobian.allclose(back.LogJacobian, atol: 1e-12));
        }

        var jacobian = FlowCase.Jacobian(points => flow.Backward(points, live).Latent, rows);
        var exact = linalg.slogdet(jacobian.index_select(1, places).index_select(2, places)).Item2;
        Assert.True(exact.allclose(back.LogJacobian, atol: 1e-10));
        Assert.True(back.Latent.select(1, 2).eq(0).all().item<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_dead_dimension_has_no_part_in_the_density_and_comes_back_as_it_was(bool inverse)
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(3);
        var rows = Drawn.Normal([600, 3]);
        rows.select(1, 1).fill_(-0.75);
        var training = new GradientFit(Epochs: 12, BatchSize: 100, LearningRate: 3e-3);
        Sampler sampler = inverse ? new IafSampler(Small, training) : new MafSampler(Small, training);
        using var fitted = model.Fitted(sampler, KnownCodes.Examples(rows));
        using var frozen = no_grad();

        // Two standard normal dimensions: 1 + log(2 pi) nats.
        Assert.Equal(1 + Math.Log(2 * Math.PI), -((AutoregressiveDensity)fitted.Module).LogDensity(rows).mean().item<float>(), 0.25);
        var drawn = tensor(fitted.Draw(200));
        Assert.True(drawn.select(1, 1).eq(-0.75).all().item<bool>());
        Assert.True(drawn.select(1, 0).std().item<float>() > 0.5);
    }

    [Fact]
    public void A_batch_in_parts_has_the_gradient_of_the_whole()
    {
        using var scope = NewDisposeScope();
        var whole = Fitted(int.MaxValue);
        var parts = Fitted(7);
        Assert.All(whole.Zip(parts), pair => Assert.True(pair.First.allclose(pair.Second, atol: 1e-8)));

        Tensor[] Fitted(int rowsAtOnce)
        {
            using var model = KnownCodes.Points(3);
            using var fit = new CompanionFit(Sampler.Kept, model, null, 1, _ => { }, TestContext.Current.CancellationToken);
            using var random = new Generator(2);
            var flow = new AutoregressiveFlow(3, 2, [8], random);
            var before = flow.parameters().Select(parameter => parameter.detach().clone()).ToArray();
            var (rows, live) = (Drawn.Normal([60, 3]), ones(3));
            LikelihoodFit.Run(fit, new GradientFit(Epochs: 2, BatchSize: 20), flow, rows,
                batch => batch.square().sum(1) + flow.Forward(batch, live).Latent.square().sum(1), rowsAtOnce: rowsAtOnce);
            Assert.Contains(flow.parameters().Zip(before), pair => !pair.First.allclose(pair.Second, atol: 1e-4));
            return [.. flow.parameters()];
        }
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
