using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests.Losses;

/// <summary>What every loss that is a density must be: of mass 1, with the mean and the draws of that mass, and finite anywhere.</summary>
public sealed class DensityTests
{
    private const int Draws = 40_000;

    public static TheoryData<int> Indices => Densities.Indices;

    [Theory]
    [MemberData(nameof(Indices))]
    public void It_integrates_to_one(int index) =>
        Assert.Equal(1, Densities.All[index].Weigh().Weights.Sum(), 1e-7);

    [Theory]
    [MemberData(nameof(Indices))]
    public void Its_mean_is_the_integral_of_the_value(int index)
    {
        using var scope = NewDisposeScope();
        var density = Densities.All[index];
        var (values, weights) = density.Weigh();
        var expected = values.Zip(weights, (value, weight) => value * weight).Sum();
        Assert.Equal(expected, density.Loss.Mean(density.Row).item<double>(), 1e-7);
        Assert.Equal(expected, density.Loss.Mean(density.Row.to_type(float32)).item<float>(), 2e-6);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Its_draws_have_the_moments_and_the_distribution_function_of_the_density(int index)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var density = Densities.All[index];
        var (values, weights) = density.Weigh();
        var draws = density.Loss.Sample(density.Row.to_type(float32).expand(Draws, density.Output.Length), random);
        Assert.Equal([Draws, 1L], draws.shape);
        var drawn = draws.data<float>().ToArray().Select(value => (double)value).Order().ToArray();
        if (density.IsDiscrete) Assert.All(drawn.Distinct(), value => Assert.Equal(Math.Round(value * (values.Length - 1)) / (values.Length - 1), value, 1e-6));
        var mean = values.Zip(weights, (value, weight) => value * weight).Sum();
        var variance = values.Zip(weights, (value, weight) => (value - mean) * (value - mean) * weight).Sum();
        var fourth = values.Zip(weights, (value, weight) => Math.Pow(value - mean, 4) * weight).Sum();
        Assert.Equal(mean, drawn.Average(), (4.5 * Math.Sqrt(variance / Draws)) + 1e-6);
        Assert.Equal(variance, drawn.Average(value => (value - mean) * (value - mean)),
            (4.5 * Math.Sqrt(Math.Max(0, fourth - (variance * variance)) / Draws)) + 1e-6);
        foreach (var quantile in new[] { 0.1, 0.5, 0.9 })
        {
            var below = drawn[(int)(quantile * Draws)] + (density.IsDiscrete ? 1e-5 : 0);
            var mass = values.Zip(weights, (value, weight) => value <= below ? weight : 0).Sum();
            if (density.IsDiscrete) Assert.True(mass >= quantile - 0.012, $"{mass} at the quantile {quantile}");
            else Assert.Equal(quantile, mass, 0.02);
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Its_gradient_is_that_of_finite_differences(int index)
    {
        const double Step = 1e-6;
        var density = Densities.All[index];
        double[] targets = density.IsDiscrete ? [0, 1.0 / density.Steps, 1] : density.Loss.NeedsUnitInterval ? [0, 0.2, 1] : [-0.4, 0.1, 2];
        foreach (var target in targets)
        {
            using var scope = NewDisposeScope();
            var row = density.Row.requires_grad_();
            density.Loss.PerFeature(row, tensor(new[] { target }).reshape(1, 1)).sum().backward();
            var gradient = row.grad!.data<double>().ToArray();
            for (var i = 0; i < density.Output.Length; i++)
            {
                var expected = (At(i, Step) - At(i, -Step)) / (2 * Step);
                Assert.Equal(expected, gradient[i], 1e-5 * Math.Max(1, Math.Abs(expected)));
            }

            double At(int number, double shift)
            {
                double[] moved = [.. density.Output];
                moved[number] += shift;
                return density.Loss.PerFeature(tensor(moved).reshape(1, -1), tensor(new[] { target }).reshape(1, 1)).item<double>();
            }
        }
    }

    [Fact]
    public void The_continuous_bernoulli_pulls_its_mean_towards_the_example()
    {
        using var scope = NewDisposeScope();
        var loss = new ContinuousBernoulli();
        var logits = linspace(-20, 20, 401, dtype: float64).reshape(1, -1).requires_grad_();
        var target = Drawn.Uniform([1, 401], float64);
        loss.NegativeLogLikelihood(logits, target).sum().backward();
        Assert.True((logits.grad! - (loss.Mean(logits) - target)).abs().max().item<double>() < 1e-9);
    }

    [Fact]
    public void The_continuous_bernoulli_has_the_normaliser_of_the_paper()
    {
        using var scope = NewDisposeScope();
        foreach (var p in new[] { 0.01, 0.3, 0.4, 0.45, 0.55, 0.7, 0.999 })
        {
            // Equation 5: C(p) = 2 atanh(1 - 2p) / (1 - 2p).
            var normaliser = 2 * Math.Atanh(1 - (2 * p)) / (1 - (2 * p));
            var expected = -Math.Log(normaliser * Math.Pow(p, 0.3) * Math.Pow(1 - p, 0.7));
            var nats = new ContinuousBernoulli().PerFeature(tensor(new[] { Math.Log(p / (1 - p)) }).reshape(1, 1), tensor(new[] { 0.3 }).reshape(1, 1));
            Assert.Equal(expected, nats.item<double>(), 1e-9);
        }
    }

    [Fact]
    public void The_outputs_of_one_kind_stand_together_for_all_features()
    {
        // 3 features with 2 or 4 outputs each: the loss of the whole is that of each feature on its own.
        using var scope = NewDisposeScope();
        foreach (var (loss, kinds) in new (IndependentLoss,
            int)[] { (new HeteroscedasticGaussian(), 2), (new DiscretizedLogistic(4), 2), (new Categorical(4), 4) })
        {
            var output = Drawn.Normal([5, 3 * kinds], float64);
            var target = (Drawn.Uniform([5, 3], float64) * 3).round() / 3;
            var (nats, mean) = (loss.PerFeature(output, target), loss.Mean(output));
            Assert.Equal(3 * kinds, loss.OutputShape(Hourglass.Data.DataShape.Row(3)).Size);
            for (var j = 0; j < 3; j++)
            {
                var own = stack([.. Enumerable.Range(0, kinds).Select(kind => output.select(1, (kind * 3) + j))], 1);
                Assert.True((nats.select(1, j) - loss.PerFeature(own, target.narrow(1, j, 1)).squeeze(1)).abs().max().item<double>() < 1e-12);
                Assert.True((mean.select(1, j) - loss.Mean(own).squeeze(1)).abs().max().item<double>() < 1e-12);
            }
        }
    }

    [Fact]
    public void A_categorical_of_two_levels_is_a_bernoulli()
    {
        using var scope = NewDisposeScope();
        var logits = Drawn.Normal([4, 6], float64);
        var target = Drawn.Uniform([4, 6], float64).round();
        var categorical = new Categorical(2).NegativeLogLikelihood(cat([zeros_like(logits), logits], 1), target);
        Assert.True((categorical - new Bernoulli().NegativeLogLikelihood(logits, target)).abs().max().item<double>() < 1e-9);
    }

    [Fact]
    public void Training_starts_at_the_output_whose_mean_is_that_of_the_feature()
    {
        using var scope = NewDisposeScope();
        foreach (var loss in new Loss[] { new Bernoulli(), new Gaussian(), new Laplace(), new LearnedGaussian() })
        {
            foreach (var mean in new[] { 0.02, 0.3, 0.9 }) Assert.Equal(mean, MeanAtTheStart(loss, mean), 1e-9);
        }

        // A feature that is always 0, or always 1, would start at an infinite logit.
        Assert.Equal(0.001, MeanAtTheStart(new Bernoulli(), 0), 1e-9);
        Assert.Equal(0.999, MeanAtTheStart(new Bernoulli(), 1), 1e-9);

        static double MeanAtTheStart(Loss loss, double mean)
        {
            double[] row = loss.LearnsScale ? [loss.StartAt(mean)!.Value, 0] : [loss.StartAt(mean)!.Value];
            return loss.Mean(tensor(row).reshape(1, -1)).item<double>();
        }
    }

    [Theory]
    [InlineData(1e4)]
    [InlineData(1e30)]
    public void Extreme_outputs_stay_finite(double size)
    {
        using var scope = NewDisposeScope();
        IndependentLoss[] losses = [new ContinuousBernoulli(), new DiscretizedLogistic(), new Categorical(3), new LearnedGaussian(),
            new HeteroscedasticGaussian()];
        foreach (var loss in losses)
        {
            var numbers = loss.LearnsScale ? 2 : loss.OutputShape(Hourglass.Data.DataShape.Row(1)).Size;
            var isMean = loss is LearnedGaussian or HeteroscedasticGaussian;
            foreach (var signs in new[] { (1, 1), (1, -1), (-1, 1), (-1, -1) })
            {
                float[] row = [.. Enumerable.Range(0,
                    numbers).Select(i => i == 0 && isMean ? signs.Item1 : (float)(size * (i % 2 == 0 ? signs.Item1 : signs.Item2)))];
                var output = tensor(row).reshape(1, -1).requires_grad_();
                var targets = tensor(new[] { 0f, 0.5f, 1f }).reshape(3, 1);
                var nats = loss.NegativeLogLikelihood(output.expand(3, numbers), targets);
                Assert.True(nats.isfinite().all().item<bool>(), $"{loss} at {string.Join(' ', row)}: {string.Join(' ', nats.data<float>())}");
                nats.sum().backward();
                Assert.True(output.grad!.isfinite().all().item<bool>(), $"gradient of {loss} at {string.Join(' ', row)}");
                using var random = new Generator(1);
                using var frozen = no_grad();
                Assert.True(loss.Mean(output).isfinite().all().item<bool>(), $"mean of {loss}");
                Assert.True(loss.Sample(output, random).isfinite().all().item<bool>(), $"draw of {loss}");
            }
        }
    }

    [Fact]
    public void A_loss_tells_what_it_is_a_distribution_of()
    {
        var shape = new Hourglass.Data.DataShape(1, 8, 8);
        (Loss Loss, bool NeedsUnitInterval, int? DiscreteValues, bool IsDensity)[] expected =
        [
            (new Bernoulli(), true, 2, true), (new Categorical(5), true, 5, true), (new ContinuousBernoulli(), true, null, true),
            (new DiscretizedLogistic(), true, 256, true), (new Gaussian(), false, null, true), (new HeteroscedasticGaussian(), false, null, true),
            (new Laplace(), false, null, true), (new LearnedGaussian(), false, null, true), (new MsSsim(shape), true, null, false),
        ];
        Assert.Equal(expected, expected.Select(one => (one.Loss, one.Loss.NeedsUnitInterval, one.Loss.DiscreteValues, one.Loss.IsDensity)));
    }

    [Fact]
    public void The_limits_of_a_loss_are_part_of_what_is_allowed_or_not()
    {
        var shape = new Hourglass.Data.DataShape(1, 8, 8);
        Loss[] allowed =
        [
            new Gaussian(1e-9), new Laplace(1e-9), new LearnedGaussian(1e-9), new HeteroscedasticGaussian(1e-9), new DiscretizedLogistic(2), new Categorical(2),
            new MsSsim(shape, 1e-9),
        ];
        Loss[] refused =
        [
            new Gaussian(0), new Laplace(0), new LearnedGaussian(0), new HeteroscedasticGaussian(0), new DiscretizedLogistic(1), new Categorical(1),
            new MsSsim(shape, 0), new Gaussian(-1), new Laplace(-1), new LearnedGaussian(-1), new HeteroscedasticGaussian(-1), new MsSsim(shape, -1),
            new Gaussian(double.NaN), new Laplace(double.NaN), new LearnedGaussian(double.NaN), new HeteroscedasticGaussian(double.NaN),
            new MsSsim(shape, double.NaN), new MsSsim(new Hourglass.Data.DataShape(1, 8, 9)),
        ];
        Assert.All(allowed, loss => Assert.Empty(loss.Violations(shape)));
        Assert.All(refused, loss => Assert.Single(loss.Violations(shape)));
    }

    [Fact]
    public void A_loss_that_cannot_be_is_refused_with_a_sentence()
    {
        var networks = Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 2);
        Loss[] losses =
        [
            new Gaussian(0), new Laplace(-1), new LearnedGaussian(0), new HeteroscedasticGaussian(double.NaN), new DiscretizedLogistic(1), new Categorical(1),
            new MsSsim(networks.Shape), new MsSsim(new Hourglass.Data.DataShape(1, 8, 8), 0),
        ];
        Assert.All(losses, loss => Assert.EndsWith(".", Assert.Throws<UsageException>(() => Recipes.Vae(networks, loss).Build()).Message,
            StringComparison.Ordinal));
    }
}
