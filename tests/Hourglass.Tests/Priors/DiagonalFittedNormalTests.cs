using Hourglass.Native;
using Hourglass.Numerics;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Tests.Priors;

public sealed class DiagonalFittedNormalTests
{
    [Fact]
    public void Wide_codes_get_a_deviation_for_each_dimension()
    {
        TorchRuntime.Initialize();
        const int Width = FittedNormal.FullCovarianceLimit + 2;
        using var prior = new FittedNormal().Build(Width);
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(1, RandomPurpose.Generation);
        var deviations = linspace(1, 3, Width);
        var codes = (randn(2000, Width, generator: random) * deviations) + 5;
        prior.Fit(codes);
        var drawn = prior.Sample(2000, random);

        // 2000 examples and as many draws: each deviation is known to 2.3 %.
        var ratios = drawn.std(0, unbiased: true, keepdim: false) / deviations;
        Assert.InRange(ratios.min().item<float>(), 0.88f, 1.12f);
        Assert.InRange(ratios.max().item<float>(), 0.88f, 1.12f);
        Assert.Equal(5, drawn.mean().item<float>(), 0.05f);
    }
}
