using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Schedules;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class CategoricalCodeTests
{
    [Fact]
    public void Kl_is_the_direct_sum_over_all_outcomes()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var logits = randn(2, 3, 2, dtype: float64, generator: random) * 2;
        var kl = Divergence.ClosedForm(new CategoricalCode(logits, 1, hard: false), new UniformCategorical(3))!.data<double>().ToArray();
        for (var row = 0; row < 2; row++)
        {
            var p = logits[row].softmax(0).contiguous().data<double>().ToArray();
            double sum = 0;
            for (var a = 0; a < 3; a++)
            {
                for (var b = 0; b < 3; b++)
                {
                    // Class a of group 0 stands at a * 2, class b of group 1 at b * 2 + 1.
                    var joint = p[a * 2] * p[(b * 2) + 1];
                    sum += joint * Math.Log(joint * 9);
                }
            }

            Assert.Equal(sum, kl[row], 1e-12);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draws_lie_on_the_simplex(bool hard)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var draws = new CategoricalCode(randn(40, 5, 3, generator: random), 0.7, hard).Sample(random).reshape(40, 5, 3);
        Assert.True(draws.ge(0).all().item<bool>());
        Assert.True(draws.sum(1).sub(1).abs().max().item<float>() < 1e-5);
        Assert.Equal(hard, draws.eq(0).logical_or(draws.eq(1)).all().item<bool>());
    }

    [Fact]
    public void Hard_draws_have_the_frequencies_of_the_classes()
    {
        const int Count = 60_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var logits = tensor(new[] { 0.5, -1, 2, 0, 0, 0.3 }).reshape(1, 3, 2);
        var code = new CategoricalCode(logits.expand(Count, 3, 2), 0.3, hard: true);
        var frequencies = code.Sample(random).mean([0L]).data<double>().ToArray();
        var expected = logits.softmax(1).reshape(-1).data<double>().ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], frequencies[i], 4.5 * Math.Sqrt(expected[i] * (1 - expected[i]) / Count));
        Assert.Equal(expected, code.Location[0].data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_hard_draw_has_the_gradient_of_the_relaxed_one()
    {
        using var scope = NewDisposeScope();
        using var noise = new Generator(1);
        var start = randn(4, 3, 2, dtype: float64, generator: noise);
        var weights = randn(4, 6, dtype: float64, generator: noise);
        Tensor Gradient(bool hard)
        {
            using var random = new Generator(7);
            var logits = start.clone().requires_grad_();
            (new CategoricalCode(logits, 0.6, hard).Sample(random) * weights).sum().backward();
            return logits.grad!;
        }

        Assert.True(Gradient(true).sub(Gradient(false)).abs().max().item<double>() < 1e-12);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(2.0)]
    public void The_relaxed_density_integrates_to_one(double temperature)
    {
        // Two classes: a line from 0 to 1, substituted by the logistic function, at whose ends the density may be infinite.
        const int Points = 20_001;
        using var scope = NewDisposeScope();
        var t = linspace(-60, 60, Points, dtype: float64);
        var (y, other) = (t.sigmoid(), (-t).sigmoid());
        var code = new CategoricalCode(tensor(new[] { 0.4, -0.9 }).reshape(1, 2, 1).expand(Points, 2, 1), temperature, hard: false);
        var density = code.LogDensity(stack([y, other], 1)).exp() * y * other;
        Assert.Equal(1, density.sum().item<double>() * 120 / (Points - 1), 1e-6);
    }

    [Fact]
    public void The_probability_of_a_hard_draw_is_that_of_its_classes()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 0.5, -1, 2, 0 }).reshape(1, 2, 2);
        var p = logits.softmax(1).reshape(-1).data<double>().ToArray();
        var drawn = tensor(new[] { 1.0, 0, 0, 1 }).reshape(1, 4);
        Assert.Equal(Math.Log(p[0] * p[3]), new CategoricalCode(logits, 1, hard: true).LogDensity(drawn).item<double>(), 1e-12);
    }

    [Fact]
    public void The_temperature_falls_by_the_same_factor_and_stays()
    {
        var schedule = new Annealing(4, 1, 10);
        Assert.Equal([4, 2, 1, 1, 1], new[] { 0, 5, 10, 11, double.PositiveInfinity }.Select(schedule.At), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_temperature_of_the_epoch_makes_the_draw()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new CategoricalSpec(4, new Annealing(10, 0.01, 5)).Build(4, random);
        var encoded = randn(200, 4, generator: random);
        Assert.True(reader.Read(encoded, 0).Sample(random).max(1).values.mean().item<float>() < 0.4);
        Assert.True(reader.Read(encoded, double.PositiveInfinity).Sample(random).max(1).values.mean().item<float>() > 0.95);
    }

    [Fact]
    public void The_prior_draws_one_class_a_group_and_all_equally_often()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.GumbelVae(Networks.Dense(DataShape.Row(20), [4], 12), classes: 4).Build();
        using var random = new Generator(1);
        var drawn = model.Modules.Prior.Sample(20_000, random, model);
        Assert.True(drawn.reshape(-1, 4, 3).sum(1).eq(1).all().item<bool>());
        Assert.Equal(Enumerable.Repeat(0.25f, 12), drawn.mean([0L]).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 0.015);
        var (mean, deviation) = model.PriorMarginals();
        Assert.Equal(0.25f, mean[5]);
        Assert.Equal(drawn.std(0).mean().item<float>(), deviation[5], 0.005f);
    }

    [Fact]
    public void Classes_that_do_not_divide_are_refused()
    {
        var refusal = Assert.Throws<UsageException>(() => Recipes.GumbelVae(Networks.Dense(DataShape.Row(20), [4], 9), classes: 4).Build());
        Assert.Contains("classes=3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_logarithm_of_the_gamma_function_is_that_of_factorials()
    {
        double logFactorial = 0;
        for (var n = 1; n < 200; n++)
        {
            Assert.Equal(logFactorial, LogGamma.Of(n), 1e-13 * Math.Max(1, logFactorial));
            logFactorial += Math.Log(n);
        }

        Assert.Equal(0.5 * Math.Log(Math.PI), LogGamma.Of(0.5), 1e-13);
    }
}
