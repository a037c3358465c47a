using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class VelocityLossTests
{
    private static readonly double[] Shares = [0.3, 0.7];
    private static readonly double[] Means = [-1.2, 0.5];
    private const double Deviation = 0.2;

    [Fact]
    public void The_loss_is_the_squared_error_of_the_velocity_and_that_of_the_row_over_the_one_of_a_standard_normal()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var (rows, guess) = (Drawn.Normal([40, 3]), Drawn.Normal([40, 3], seed: 8));
        var (seen, level) = (zeros(1), zeros(1));
        var loss = new VelocityLoss((noisy, told) =>
        {
            (seen, level) = (noisy, told);
            return guess;
        }, ones(3)).Squared(rows, random);

        // z and the level give the noise, and so the velocity.
        var (cos, sin) = (1 / (1 + level.square()).sqrt(), level / (1 + level.square()).sqrt());
        var noise = (seen - (cos * rows)) / sin;
        Assert.InRange(noise.std().item<float>(), 0.8, 1.2);
        Assert.True(loss.allclose((guess - (cos * noise) + (sin * rows)).square().sum(1), rtol: 1e-4));

        // The row that this velocity means, and the weight of Karras et al. 2022.
        var denoised = (cos * seen) - (sin * guess);
        Assert.True(loss.allclose((denoised - rows).square().sum(1) * ((1 + level.square()) / level.square()).squeeze(1), rtol: 1e-3));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.1, 1)]
    [InlineData(1, 1000)]
    public void All_levels_have_the_same_weight(double least, double most)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var levels = zeros(1);
        var loss = new VelocityLoss((noisy, level) =>
        {
            levels = level.squeeze(1);
            return zeros_like(noisy);
        }, ones(2)).Squared(Drawn.Normal([100_000, 2]), random);
        var chosen = loss.masked_select(levels.gt(least) & levels.lt(most));
        Assert.InRange(chosen.shape[0], 2_000, 98_000);
        Assert.Equal(2, chosen.mean().item<float>(), 5 * chosen.std().item<float>() / Math.Sqrt(chosen.shape[0]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5, -0.5)]
    [InlineData(-3, 2)]
    public void The_bound_of_an_exact_velocity_is_the_likelihood_of_each_row(double first, double second)
    {
        using var scope = NewDisposeScope();
        var rows = tensor(new[,] { { (float)first, (float)second } }).repeat(50_000, 1);
        var squared = (first * first) + (second * second);
        var (mean, error) = Bound(ExactVelocity.Centred(1), rows);
        Assert.InRange(error, 1e-4, 0.1);
        Assert.Equal(Math.Log(2 * Math.PI) + (squared / 2), mean, 4 * error);

        // The exact velocity of another distribution gives the likelihood under that one.
        var (other, otherError) = Bound(ExactVelocity.Centred(2), rows);
        Assert.InRange(otherError, 1e-4, 0.1);
        Assert.Equal(Math.Log(2 * Math.PI * 4) + (squared / 8), other, 4 * otherError);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.4)]
    public void The_bound_of_a_mixture_is_its_likelihood(double at)
    {
        using var scope = NewDisposeScope();
        var rows = full(100_000, 1, (float)at);
        var (mean, error) = Bound(ExactVelocity.Mixture(Shares, Means, Deviation), rows);
        var exact = -ExactVelocity.Of(rows.narrow(0, 0, 1), Shares, Means, Deviation).LogDensity.item<double>();
        Assert.InRange(error, 1e-4, 0.06);
        Assert.Equal(exact, mean, 4 * error);
    }

    [Fact]
    public void A_worse_velocity_has_a_larger_bound_and_loss()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var rows = Drawn.Normal([20_000, 2]);
        var (exact, error) = Bound(ExactVelocity.Centred(1), rows);
        Assert.Equal(1 + Math.Log(2 * Math.PI), exact, (4 * error) + 0.02);

        // Wrong by 0.3 in each of two numbers at all levels.
        var worse = (Tensor noisy, Tensor level) => full_like(noisy, 0.3);
        Assert.Equal(2 * (1 + 0.09), new VelocityLoss(worse, ones(2)).Squared(rows, random).mean().item<float>(), 0.06);
        Assert.Equal(2 * 0.09 * Math.Log(Math.Sqrt(1 + Math.Pow(NoiseLevels.Least, -2))), Bound(worse, rows).Mean - exact, 0.15);
    }

    [Fact]
    public void A_dead_dimension_does_not_count()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var live = tensor(new[] { 1f, 0, 1 });
        var rows = Drawn.Normal([20_000, 3]) * live;
        var nonsense = (Tensor noisy, Tensor level) =>
        {
            Assert.True(noisy.select(1, 1).eq(0).all().item<bool>());
            return tensor(new[] { 0f, 100, 0 }).repeat(noisy.shape[0], 1);
        };
        var (mean, error) = Bound(nonsense, rows, live);
        Assert.Equal(1 + Math.Log(2 * Math.PI), mean, (4 * error) + 0.02);
        Assert.Equal(2, new VelocityLoss(nonsense, live).Squared(rows, random).mean().item<float>(), 0.06);
    }

    [Fact]
    public void All_parameters_of_a_network_have_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var network = new VelocityNetwork(3, 16, 2, random);
        var rows = Drawn.Normal([64, 3]) + 1;
        var loss = new VelocityLoss(network.Velocity, ones(3));
        loss.Squared(rows, random).mean().backward();
        Assert.True(network.get_parameter("last.weight")!.grad!.abs().max().item<float>() > 1e-3);

        // The last layer starts at 0, and so do the gradients before it.
        using (no_grad()) network.get_parameter("last.weight")!.uniform_(-1, 1, random);
        network.zero_grad();
        loss.Squared(rows, random).mean().backward();
        Assert.All(network.named_parameters(), pair => Assert.True(pair.parameter.grad!.abs().max().item<float>() > 1e-5, pair.name));
    }

    private static (double Mean, double Error) Bound(Func<Tensor, Tensor, Tensor> velocity, Tensor rows, Tensor? live = null)
    {
        using var random = new Generator(7);
        var bound = new VelocityLoss(velocity, live ?? ones(rows.shape[1])).Bound(rows, random).to_type(float64);
        return (bound.mean().item<double>(), bound.std().item<double>() / Math.Sqrt(rows.shape[0]));
    }
}
