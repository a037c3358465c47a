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
        using var fitted = model.Fitted(new TwoStageSampler([64, 64], new GradientFit(Epochs: 120, BatchSize: 100, LearningRate: 5e-3)), KnownCodes.Examples(rows));
        var drawn = tensor(fitted.Draw(10_000));
        Assert.True(drawn.mean([0L]).allclose(rows.mean([0L]), atol: 0.3));
        Assert.True(drawn.std(0, unbiased: true).allclose(rows.std(0, unbiased: true), rtol: 0.2));
        var left = drawn.select(1, 0).lt(5).to_type(ScalarType.Float32).mean().item<float>();
        Assert.InRange(left, 0.4, 0.6);

        // Between the modes lies little; a Gaussian of these moments has 38 % there.
        Assert.InRange((drawn.select(1, 0) - 5).abs().lt(1).to_type(ScalarType.Float32).mean().item<float>(), 0, 0.2);
    }
}
