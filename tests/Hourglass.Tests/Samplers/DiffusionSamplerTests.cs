using Hourglass.Companions;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class DiffusionSamplerTests
{
    private static readonly DiffusionSampler Small = new(Width: 48, Blocks: 2, Epochs: 60, BatchSize: 100, LearningRate: 4e-3);

    [Fact]
    public void Draws_have_the_moments_and_the_shares_of_two_modes()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        var rows = Modes(2_000);
        using var fitted = model.Fitted(Small, KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(10_000));
        Assert.True(drawn.mean([0L]).allclose(rows.mean([0L]), atol: 0.15));
        Assert.True(drawn.std(0, unbiased: true).allclose(rows.std(0, unbiased: true), rtol: 0.1));
        var (left, right) = (drawn.select(1, 0).lt(5), drawn.select(1, 0).ge(5));
        Assert.Equal(0.3, left.to_type(ScalarType.Float32).mean().item<float>(), 0.05);

        // The modes lie at (3, 1) and (7, -1), 0.3 wide, and hardly anything lies between them.
        foreach (var (mode, first, second) in new[] { (left, 3.0, 1.0), (right, 7.0, -1.0) })
        {
            var own = drawn.index_select(0, mode.nonzero().squeeze(1));
            Assert.True(own.mean([0L]).allclose(tensor(new[] { (float)first, (float)second }), atol: 0.15));
            Assert.True(own.std(0, unbiased: true).allclose(full(2, 0.3f), rtol: 0.35));
        }

        Assert.InRange((drawn.select(1, 0) - 5).abs().lt(0.8).to_type(ScalarType.Float32).mean().item<float>(), 0, 0.03);
    }

    [Fact]
    public void One_dimension_and_values_that_repeat_exactly_are_learnt()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(1);

        // As codes of a table of few levels can be: one of three values.
        var rows = tensor(Enumerable.Range(0, 1_000).Select(i => (i % 10) switch { < 2 => -4f, < 5 => 1f, _ => 2f }).ToArray()).unsqueeze(1);
        using var fitted = model.Fitted(Small with { Epochs = 150 }, KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(5_000)).squeeze(1);
        var distances = (drawn.unsqueeze(1) - tensor(new[] { -4f, 1, 2 })).abs();

        // A Gaussian has a fourth of its draws there.
        Assert.InRange(distances.amin([1L]).lt(0.3).to_type(ScalarType.Float32).mean().item<float>(), 0.9, 1);
        var shares = Enumerable.Range(0, 3).Select(level => distances.argmin(1).eq(level).to_type(ScalarType.Float32).mean().item<float>()).ToArray();
        Assert.All(new[] { 0.2, 0.3, 0.5 }.Zip(shares), pair => Assert.Equal(pair.First, pair.Second, 0.06));
    }

    [Fact]
    public void Dead_dimensions_come_back_as_they_were()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(4);
        var rows = zeros(600, 4);
        rows.narrow(1, 1, 2).copy_(Drawn.Normal([600, 2], seed: 3) * 3);
        rows.select(1, 3).fill_(7);
        using var fitted = model.Fitted(Small with { Epochs = 10 }, KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(2_000));
        Assert.True(drawn.select(1, 0).eq(0).all().item<bool>() && drawn.select(1, 3).eq(7).all().item<bool>());
        Assert.True(drawn.narrow(1, 1, 2).std(0, unbiased: true).allclose(full(2, 3f), rtol: 0.2));
    }

    [Fact]
    public void The_figure_of_a_fit_is_the_likelihood_in_nats()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        var rows = Modes(4_000);
        List<FitProgress> epochs = [];
        model.FitSampler(Small with { Epochs = 30 }, KnownCodes.Examples(rows), report: happened => epochs.AddRange(happened is FitProgress done ? [done] : []),
            cancellation: TestContext.Current.CancellationToken).Dispose();
        Assert.Equal(30, epochs.Count);

        // The entropy of the modes, less the logarithm of the scale that standardising removes.
        var entropy = Math.Log(2 * Math.PI * Math.E * 0.09) - (0.3 * Math.Log(0.3)) - (0.7 * Math.Log(0.7));
        var scale = rows.std(0, unbiased: false).log().sum().item<float>();
        Assert.InRange(epochs.Min(epoch => epoch.LossNats), entropy - scale - 0.1, entropy - scale + 0.3);

        // One Gaussian with the correlation of the modes has 0.6 nats more.
        Assert.True(epochs[0].LossNats > entropy - scale + 0.3);
    }

    [Theory]
    [InlineData(60, 128, 200)]
    [InlineData(4_000, 128, 200)]
    [InlineData(30_000, 128, 47)]
    public void Width_and_epochs_are_chosen_by_the_codes(int count, int width, int epochs)
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        Assert.Equal(new DiffusionSampler(Width: width, Epochs: epochs), Settled(model, count, new DiffusionSampler()));
        using var wide = KnownCodes.Points(20);
        using var wider = KnownCodes.Points(40);
        Assert.Equal((160, 256), (Settled(wide, 60, new DiffusionSampler()).Width, Settled(wider, 60, new DiffusionSampler()).Width));
        var given = new DiffusionSampler(Width: 7, Epochs: 3);
        Assert.Equal(given, Settled(wide, count, given));
    }

    [Fact]
    public void A_single_unit_is_refused()
    {
        var blueprint = SamplerCases.Blueprint("ae", "latent=3 hidden=[8]");
        Assert.Equal("width is 1; give 0 or at least 2.", Assert.Single(new DiffusionSampler(Width: 1).Violations(blueprint)).ToString());
        Assert.Equal(2, new DiffusionSampler(Steps: 1, LearningRate: 0).Violations(blueprint).Count());
        Assert.Empty(new DiffusionSampler(Width: 2).Violations(blueprint));
    }

    private static DiffusionSampler Settled(Autoencoder model, int count, DiffusionSampler sampler)
    {
        using var fit = new CompanionFit(Sampler.Kept, model, KnownCodes.Examples(Drawn.Normal([count, model.Latent])), 1, _ => { },
            TestContext.Current.CancellationToken);
        return (DiffusionSampler)((ISettling<Sampler>)sampler).Settle(fit);
    }

    /// <summary>Rows from two Gaussians with deviations of 0.3: three tenths around (3, 1), the others around (7, -1).</summary>
    private static Tensor Modes(int count)
    {
        var right = (arange(count) % 10).ge(3).to_type(ScalarType.Float32).unsqueeze(1);
        return (Drawn.Normal([count, 2], seed: 3) * 0.3) + tensor(new[] { 3f, 1 }) + (right * tensor(new[] { 4f, -2 }));
    }
}
