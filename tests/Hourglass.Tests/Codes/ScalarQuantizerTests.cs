using Hourglass.Codes;
using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class ScalarQuantizerTests
{
    [Fact]
    public void Every_level_is_reached_and_no_other()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new ScalarQuantizedSpec([8, 5, 2]).Build(3, random);
        var code = reader.Read(linspace(-9, 9, 2001).unsqueeze(1).expand(2001, 3), 0);
        float[] Values(int column) => [.. code.Location.select(1, column).contiguous().data<float>().ToArray().Distinct().Order()];
        Assert.Equal([-1f, -0.75f, -0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f], Values(0));
        Assert.Equal([-1f, -0.5f, 0, 0.5f, 1], Values(1));
        Assert.Equal([-1f, 0], Values(2));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void The_bounding_keeps_zero_and_reaches_a_thousandth_beyond_the_outer_levels(int levels)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new ScalarQuantizedSpec([levels]).Build(1, random);
        var bounded = reader.Read(tensor(new[] { -60.0, 0, 60 }).reshape(3, 1), 0).Encoded.data<double>().ToArray();

        // (L - 1) / 2 steps of 1 / floor(L / 2) to either side, about a centre that is half a step below 0 for an even L.
        var (half, centre) = (levels / 2, levels % 2 == 0 ? -0.5 : 0);
        var reach = 1.001 * (levels - 1) / 2;
        Assert.Equal([(centre - reach) / half, 0, (centre + reach) / half], bounded, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void The_value_is_the_nearest_level_and_the_symbol_tells_it()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        int[] levels = [8, 5, 5, 5];
        var reader = new ScalarQuantizedSpec([.. levels]).Build(12, random);
        var code = reader.Read(randn(50, 12, generator: random) * 2, 0);
        Assert.Equal([50L, 3], code.Indices.shape);
        Assert.InRange(code.Indices.max().item<long>(), 0, 999);
        Assert.True(code.Indices.unique().output.shape[0] > 100);
        Assert.True(((ISymbols)reader).Values(code.Indices).eq(code.Location).all().item<bool>());
        var bounded = code.Encoded.data<float>().ToArray();
        var rounded = code.Location.contiguous().data<float>().ToArray();
        for (var i = 0; i < bounded.Length; i++)
        {
            var half = levels[i % 12 / 3] / 2;
            Assert.Equal(Math.Round(bounded[i] * half) / half, rounded[i], 1e-6);
        }
    }

    [Fact]
    public void The_gradient_is_that_of_the_bounding_at_the_rounded_point()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new ScalarQuantizedSpec([8, 5]).Build(4, random);
        var encoded = randn(6, 4, generator: random).requires_grad_();
        var weights = randn(6, 4, generator: random);
        var code = reader.Read(encoded, 0);
        (code.Location.exp() * weights).sum().backward();

        // d exp(q)/dz = exp(q) * d bounded/dz, and the bounding alone gives its slope by automatic differentiation.
        var again = encoded.detach().clone().requires_grad_();
        (reader.Read(again, 0).Encoded * (code.Location.detach().exp() * weights)).sum().backward();
        Assert.True(encoded.grad!.sub(again.grad!).abs().max().item<float>() < 1e-6);
        Assert.True(encoded.grad!.abs().min().item<float>() > 0);
    }

    [Fact]
    public void Levels_that_do_not_fit_are_refused()
    {
        var networks = Networks.Dense(DataShape.Row(20), [4], 10);
        Assert.Contains("3 levels do not divide", Assert.Throws<UsageException>(() => Recipes.FsqAe(networks, [5, 5, 5]).Build()).Message,
            StringComparison.Ordinal);
        Assert.Contains("at least 2", Assert.Throws<UsageException>(() => Recipes.FsqAe(networks, [5, 1]).Build()).Message, StringComparison.Ordinal);
        Assert.Contains("65,536", Assert.Throws<UsageException>(() => Recipes.FsqAe(networks, [300, 300]).Build()).Message, StringComparison.Ordinal);
        Assert.Equal([8, 5], ((ScalarQuantizedSpec)Recipes.FsqAe(networks).Code).Levels);
    }

    [Fact]
    public void Thousands_of_levels_have_no_level_too_many()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new ScalarQuantizedSpec([2048, 1501]).Build(2, random);
        var code = reader.Read(tensor(new[,] { { 40f, 40f }, { -40f, -40f } }), 0);
        Assert.Equal([-1f, 1f - (1f / 1024)], code.Location.select(1, 0).contiguous().data<float>().ToArray().Order());
        Assert.Equal([-1f, 1f], code.Location.select(1, 1).contiguous().data<float>().ToArray().Order());
        Assert.Equal([0L, (2048 * 1501) - 1], code.Indices.contiguous().data<long>().ToArray().Order());
    }
}
