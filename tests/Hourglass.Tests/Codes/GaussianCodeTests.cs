using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class GaussianCodeTests
{
    private static readonly double[] Means = [-1, 0, 2];
    private static readonly double[] LogVariances = [Math.Log(4), 0, -3];

    [Fact]
    public void Draws_have_the_mean_and_the_variance_of_the_code()
    {
        const int Count = 60_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var draws = Code(Count).Sample(random);
        Assert.Equal([Count, 3], draws.shape);
        var mean = draws.mean([0]).data<double>().ToArray();
        var variance = draws.var(0).data<double>().ToArray();
        for (var i = 0; i < 3; i++)
        {
            var expected = Math.Exp(LogVariances[i]);
            Assert.Equal(Means[i], mean[i], 4.5 * Math.Sqrt(expected / Count));
            Assert.Equal(expected, variance[i], 4.5 * expected * Math.Sqrt(2.0 / Count));
        }
    }

    [Fact]
    public void The_draw_is_differentiable_by_the_reparameterisation()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var mean = tensor(Means).reshape(1, 3).requires_grad_();
        var logVariance = tensor(LogVariances).reshape(1, 3).requires_grad_();
        var draw = new GaussianCode(mean, logVariance).Sample(random);
        draw.sum().backward();
        Assert.All(mean.grad!.data<double>().ToArray(), slope => Assert.Equal(1, slope, 1e-12));
        // z - m = s * eps, so dz/dlogvar = 0.5 * s * eps = (z - m) / 2, and eps is the same as for unit deviation.
        var offsets = (draw - mean).detach().data<double>().ToArray();
        Assert.Equal(offsets.Select(offset => offset / 2), logVariance.grad!.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        using var again = new Generator(5);
        var unit = new GaussianCode(zeros(1, 3, float64), zeros(1, 3, float64)).Sample(again).data<double>().ToArray();
        Assert.Equal(unit.Select((eps, i) => Math.Exp(LogVariances[i] / 2) * eps), offsets, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void The_density_is_that_of_the_normal_distribution()
    {
        using var scope = NewDisposeScope();
        double[] latent = [0.3, -1.2, 2.1];
        var density = Code(1).LogDensity(tensor(latent).reshape(1, 3));
        Assert.Equal([1L], density.shape);
        var expected = Enumerable.Range(0, 3).Sum(i =>
        {
            var deviation = Math.Exp(LogVariances[i] / 2);
            return Math.Log(Math.Exp(-0.5 * Math.Pow((latent[i] - Means[i]) / deviation, 2)) / (deviation * Math.Sqrt(2 * Math.PI)));
        });
        Assert.Equal(expected, density.item<double>(), 1e-10);
    }

    [Fact]
    public void The_encoder_gives_the_means_then_the_log_variances()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var code = new GaussianSpec().Build(2, random).Read(arange(8, float32).reshape(2, 4), 0);
        Assert.Equal([0f, 1, 4, 5], code.Mean.contiguous().data<float>().ToArray());
        Assert.Equal([2f, 3, 6, 7], code.LogVariance.contiguous().data<float>().ToArray());
        Assert.Same(code.Mean, code.Location);
    }

    [Fact]
    public void A_point_is_its_own_draw()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var code = new PointSpec(Activation.Relu).Build(2, random).Read(tensor(new[] { -1f, 2f }).reshape(1, 2), 0);
        Assert.Equal([0f, 2f], code.Sample(random).data<float>().ToArray());
        Assert.Same(code.Location, code.Sample(random));
    }

    private static GaussianCode Code(int count) => new(tensor(Means).expand(count, 3), tensor(LogVariances).expand(count, 3));
}
