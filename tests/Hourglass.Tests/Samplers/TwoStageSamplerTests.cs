using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class TwoStageSamplerTests
{
    [Fact]
    public void Draws_have_the_moments_and_both_modes_of_the_codes()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        var rows = Drawn.Normal([2_000, 2], seed: 3) * 0.3;
        rows.select(1, 0).add_((arange(2_000) % 2 * 2 - 1) * 2).add_(5);
        using var fitted = model.Fitted(new TwoStageSampler([64, 64], new GradientFit(Epochs: 120, BatchSize: 100, LearningRate: 5e-3)),
            KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(10_000));
        Assert.True(drawn.mean([0L]).allclose(rows.mean([0L]), atol: 0.3));
        Assert.True(drawn.std(0, unbiased: true).allclose(rows.std(0, unbiased: true), rtol: 0.2));
        var left = drawn.select(1, 0).lt(5).to_type(ScalarType.Float32).mean().item<float>();
        Assert.InRange(left, 0.4, 0.6);

        // Between the modes lies little; a Gaussian of these moments has 38 % there.
        Assert.InRange((drawn.select(1, 0) - 5).abs().lt(1).to_type(ScalarType.Float32).mean().item<float>(), 0, 0.2);
    }

    [Fact]
    public void Dead_dimensions_come_back_as_they_were_and_take_no_part()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(5);
        var rows = zeros(1_000, 5);
        rows.narrow(1, 1, 2).copy_(Drawn.Normal([1_000, 2], seed: 3));
        rows.select(1, 4).fill_(7);
        using var fitted = model.Fitted(new TwoStageSampler([64], new GradientFit(Epochs: 120, BatchSize: 50, LearningRate: 5e-3)), KnownCodes.Examples(rows));
        Assert.Equal(2, ((TwoStageSampler)fitted.Sampler).Dimensions);
        var drawn = tensor(fitted.Draw(5_000));
        Assert.True(drawn.select(1, 0).eq(0).all().item<bool>() && drawn.select(1, 3).eq(0).all().item<bool>() && drawn.select(1, 4).eq(7).all().item<bool>());
        Assert.True(drawn.narrow(1, 1, 2).std(0, unbiased: true).allclose(ones(2), rtol: 0.2));
        using var folder = new TemporaryFolder();
        fitted.Save(folder["saved"]);
        using var loaded = FittedSampler.Load(folder["saved"], model);
        Assert.Equal(fitted.Draw(6, seed: 1), loaded.Draw(6, seed: 1));
    }

    [Fact]
    public void A_draw_is_from_the_decoders_distribution_and_not_its_mean()
    {
        using var scope = NewDisposeScope();
        using var model = KnownCodes.Points(2);
        using var fitted = model.Fitted(new TwoStageSampler([8], new GradientFit(Epochs: 1)), KnownCodes.Examples(Drawn.Normal([200, 2], seed: 3)));

        // A decoder that says 0 whatever it is told, with a deviation of 2.
        using (no_grad())
        {
            foreach (var (name, parameter) in fitted.Module.named_parameters())
            {
                if (name.StartsWith("decoder", StringComparison.Ordinal)) parameter.zero_();
                if (name == "log_scale") parameter.fill_(Math.Log(2));
            }
        }

        var drawn = tensor(fitted.Draw(10_000)) - fitted.Module.get_buffer("scale.mean")!;
        Assert.True((drawn / fitted.Module.get_buffer("scale.deviation")!).std(0, unbiased: true).allclose(full(2, 2f), rtol: 0.05));
    }
}
