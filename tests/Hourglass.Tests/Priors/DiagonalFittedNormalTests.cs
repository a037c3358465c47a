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
        using var random = Randomness.Generator(1, RandomPurpose.Generation);
        using var model = Recipes.Ae(Networks.Dense(Hourglass.Data.DataShape.Row(Width), [], Width)).Build();
        var prior = model.Modules.Prior;
        using var scope = NewDisposeScope();
        var deviations = linspace(1, 3, Width);
        var codes = (randn(2000, Width, generator: random) * deviations) + 5;
        ((IFittedPrior)prior).Fit(codes, model);
        var drawn = prior.Sample(2000, random, model);

        // 2000 examples and as many draws: each deviation is known to 2.3 %.
        var ratios = drawn.std(0, unbiased: true, keepdim: false) / deviations;
        Assert.InRange(ratios.min().item<float>(), 0.88f, 1.12f);
        Assert.InRange(ratios.max().item<float>(), 0.88f, 1.12f);
        Assert.Equal(5, drawn.mean().item<float>(), 0.05f);
    }
}
