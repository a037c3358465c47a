using Hourglass.Codes;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

public sealed class CovarianceMismatchTests
{
    private static readonly double[,] Means = { { 0.3, -1.2, 2 }, { 1.1, 0.4, 0.5 }, { -0.6, 0.9, -1 }, { 2.0, -0.1, 0 }, { -1.4, -0.7, 0.7 } };
    private static readonly double[,] LogVariances = { { -0.5, 0.3, 0 }, { -1, -2, 1 }, { 0.2, 0, -1 }, { -0.3, 0.5, 0 }, { -1.5, -0.2, -3 } };

    [Theory]
    [InlineData(CovarianceKind.Means, 1, 0)]
    [InlineData(CovarianceKind.Means, 0, 1)]
    [InlineData(CovarianceKind.Draws, 0, 1)]
    [InlineData(CovarianceKind.Draws, 3, 0.5)]
    public void The_mismatch_is_the_sum_over_the_covariance_matrix(CovarianceKind kind, double offDiagonal, double diagonal)
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.DipVae(Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 3)).Build(1);
        var value = new CovarianceMismatch(kind, offDiagonal, diagonal).Evaluate(new GaussianCode(tensor(Means), tensor(LogVariances)),
            TestPass.Of(model, Drawn.Uniform([5, 6])));
        Assert.Equal([5L], value.shape);
        var expected = 0.0;
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var covariance = Average(n => Means[n, i] * Means[n, j]) - (Average(n => Means[n, i]) * Average(n => Means[n, j]));
                if (i == j && kind == CovarianceKind.Draws) covariance += Average(n => Math.Exp(LogVariances[n, i]));
                expected += i == j ? diagonal * Math.Pow(covariance - 1, 2) : offDiagonal * covariance * covariance;
            }
        }

        Assert.Equal(expected, value[2].item<double>(), 1e-10);

        static double Average(Func<int, double> of) => Enumerable.Range(0, 5).Average(of);
    }

    [Fact]
    public void The_covariance_of_draws_is_that_of_many_draws()
    {
        const int Copies = 40_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var code = new GaussianCode(tensor(Means), tensor(LogVariances));
        var draws = ((GaussianCode)code.Repeat(Copies)).Sample(random);
        var deviations = draws - draws.mean([0L]);
        var expected = deviations.t().mm(deviations) / draws.shape[0];
        Assert.True(new CovarianceMismatch(CovarianceKind.Draws, 1, 1).Covariance(code).allclose(expected, 0.02, 0.02));
    }
}
