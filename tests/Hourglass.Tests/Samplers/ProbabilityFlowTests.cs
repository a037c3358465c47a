using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

/// <summary>With the exact velocity of a distribution, the equation leads from noise to this distribution.</summary>
public sealed class ProbabilityFlowTests
{
    private static readonly double[] Shares = [0.3, 0.7];
    private static readonly double[] Means = [-1.2, 0.5];
    private const double Deviation = 0.2;

    [Theory]
    [InlineData(400, 1e-4)]
    [InlineData(20, 1e-2)] // The default of the sampler.
    public void A_gaussian_has_its_mean_and_covariance(int steps, double tolerance)
    {
        using var scope = NewDisposeScope();
        var (mean, covariance) = Gaussian();

        // The velocity is affine and so is the solution: its offset and matrix are those at 0 and at the unit vectors.
        var ends = Solve(cat([zeros(1, 3, float64), eye(3, dtype: float64)]), steps, ExactVelocity.Gaussian(mean, covariance));
        var (offset, matrix) = (ends[0], ends.narrow(0, 1, 3) - ends[0]);
        Assert.True(matrix.transpose(0, 1).matmul(matrix).allclose(covariance, rtol: 0, atol: tolerance));

        // At the largest level, 1/160 of the mean is beside the noise already, in units of its deviation.
        Assert.True((offset - mean).abs().le(0.02 + tolerance).all().item<bool>());
        Assert.False(covariance.allclose(eye(3, dtype: float64), atol: 0.3));
    }

    [Fact]
    public void Its_error_falls_with_the_square_of_the_steps()
    {
        using var scope = NewDisposeScope();
        double[] errors = [.. new[] { 10, 20, 40, 80 }.Select(Error)];
        Assert.All(errors.Zip(errors.Skip(1)), pair => Assert.InRange(pair.First / pair.Second, 3.3, 4.7));

        static double Error(int steps) => Math.Abs(Solve(ones(1, 1, float64), steps, ExactVelocity.Centred(0.5)).item<double>() - 0.5);
    }

    [Fact]
    public void A_standard_normal_stays_where_it_is_and_a_narrow_one_is_nearly_as_narrow()
    {
        using var scope = NewDisposeScope();
        var noise = Drawn.Normal([5, 3], float64);
        Assert.True(Solve(noise, 2, ExactVelocity.Centred(1)).allclose(noise));
        foreach (var deviation in new[] { 0.05, 0.1, 0.5, 1.5 })
        {
            var rows = Solve(noise, 20, ExactVelocity.Centred(deviation));
            Assert.True((rows / noise).allclose(full_like(noise, deviation), rtol: 0.02));
        }
    }

    [Theory]
    [InlineData(400, 1e-4)]
    [InlineData(20, 1e-3)]
    public void A_mixture_has_its_distribution_function(int steps, double tolerance)
    {
        using var scope = NewDisposeScope();
        var noise = linspace(-3, 3, 61, float64).unsqueeze(1);
        var rows = Solve(noise, steps, ExactVelocity.Mixture(Shares, Means, Deviation));

        // On a line, no solution passes another one, so each keeps its quantile.
        var before = ExactVelocity.Of(noise, Shares, Means, Deviation, Math.Atan(NoiseLevels.Most)).Distribution;
        var after = ExactVelocity.Of(rows, Shares, Means, Deviation).Distribution;
        Assert.True(after.allclose(before, rtol: 0, atol: tolerance));
        Assert.Equal(0.3, ExactVelocity.Of(zeros(1, 1) - 0.3, Shares, Means, Deviation).Distribution.item<double>(), 1e-3);
    }

    [Fact]
    public void It_is_checked_before_each_step_and_can_be_stopped_there()
    {
        using var scope = NewDisposeScope();
        var (checks, passes, noise) = (0, 0, ones(4, 2));
        Func<Tensor, Tensor, Tensor> velocity = (noisy, _) =>
        {
            passes++;
            return noisy * 0.5;
        };
        var held = scope.DisposablesCount;
        ProbabilityFlow.Solve(noise, 10, velocity, () => checks++);
        Assert.Equal((10, 19), (checks, passes));
        Assert.Equal(held + 1, scope.DisposablesCount);
        (checks, passes) = (0, 0);
        Assert.Throws<OperationCanceledException>(() => ProbabilityFlow.Solve(noise, 10, velocity, () =>
        {
            if (++checks == 4) throw new OperationCanceledException();
        }));
        Assert.Equal(6, passes);
        Assert.Equal(held + 1, scope.DisposablesCount);
        Assert.True(noise.eq(1).all().item<bool>());
    }

    private static Tensor Solve(Tensor noise, int steps, Func<Tensor, Tensor, Tensor> velocity)
    {
        using var frozen = no_grad();
        return ProbabilityFlow.Solve(noise, steps, velocity, () => { });
    }

    private static (Tensor Mean, Tensor Covariance) Gaussian()
    {
        var factor = tensor(new[,] { { 1.0, 0, 0 }, { -0.8, 0.5, 0 }, { 0.3, 0.2, 0.1 } });
        return (tensor(new[] { 0.5, -2, 1 }), factor.matmul(factor.transpose(0, 1)));
    }
}
