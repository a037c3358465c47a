using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

/// <summary>Precision and recall, density and coverage.</summary>
public sealed class ManifoldOverlapTests
{
    [Fact]
    public void Equal_sets_have_all()
    {
        var points = Points.Normal(500, 4, 1);
        Assert.Equal(new PrecisionRecall(1, 1), PrecisionRecall.Of(points, points));
        var (density, coverage) = DensityCoverage.Of(points, points);
        Assert.Equal(1, coverage);

        // In its open ball to the k-th other point a point finds itself and k - 1 others.
        Assert.Equal(1, density, 1e-9);
    }

    [Fact]
    public void Sets_of_one_distribution_have_nearly_all_and_a_density_of_one()
    {
        var (a, b) = (Points.Normal(3000, 2, 1), Points.Normal(3000, 2, 2));
        var (precision, recall) = PrecisionRecall.Of(a, b);
        Assert.InRange(precision, 0.9, 1);
        Assert.InRange(recall, 0.9, 1);
        var (density, coverage) = DensityCoverage.Of(a, b);
        Assert.InRange(density, 0.93, 1.07);

        // 1 - 2^-k for equal counts (Naeem et al. 2020, lemma 2).
        Assert.Equal(1 - (1.0 / 32), coverage, 0.02);
    }

    [Fact]
    public void Sets_apart_have_nothing()
    {
        var (a, b) = (Points.Normal(200, 4, 1), Points.Normal(200, 4, 2, shift: 100));
        Assert.Equal(new PrecisionRecall(0, 0), PrecisionRecall.Of(a, b));
        Assert.Equal(new DensityCoverage(0, 0), DensityCoverage.Of(a, b));
    }

    [Fact]
    public void A_generator_that_knows_half_of_the_kinds_is_precise_and_recalls_half()
    {
        var real = Points.Joined(Points.Normal(300, 2, 1), Points.Normal(300, 2, 2, shift: 50));
        var half = Points.Normal(600, 2, 3);
        var (precision, recall) = PrecisionRecall.Of(real, half);
        Assert.InRange(precision, 0.9, 1);
        Assert.InRange(recall, 0.4, 0.5);
        Assert.InRange(DensityCoverage.Of(real, half).Coverage, 0.45, 0.5);

        // One that also makes what is not there.
        var (rest, all) = PrecisionRecall.Of(half, real);
        Assert.InRange(rest, 0.4, 0.5);
        Assert.InRange(all, 0.9, 1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void They_are_those_of_the_papers(int k)
    {
        var (real, made) = (Points.Normal(90, 3, 1), Points.Normal(70, 3, 2, shift: 0.5, scale: 1.3));
        var (ofReal, ofMade) = (Radii(real), Radii(made));
        var found = PrecisionRecall.Of(real, made, k);
        Assert.Equal(Share(70, j => Enumerable.Range(0, 90).Any(i => Points.Distance(real, i, made, j) <= ofReal[i])), found.Precision, 1e-12);
        Assert.Equal(Share(90, i => Enumerable.Range(0, 70).Any(j => Points.Distance(real, i, made, j) <= ofMade[j])), found.Recall, 1e-12);
        var (density, coverage) = DensityCoverage.Of(real, made, k);
        Assert.Equal(Enumerable.Range(0, 70).Sum(j => Enumerable.Range(0, 90).Count(i => Points.Distance(real, i, made, j) < ofReal[i])) / (70.0 * k), density,
            1e-12);
        Assert.Equal(Share(90, i => Enumerable.Range(0, 70).Any(j => Points.Distance(real, i, made, j) < ofReal[i])), coverage, 1e-12);

        double[] Radii(float[,] points) =>
            [.. Enumerable.Range(0, points.GetLength(0)).Select(i => Enumerable.Range(0,
                points.GetLength(0)).Where(j => j != i).Select(j => Points.Distance(points, i, points, j)).Order().ElementAt(k - 1))];

        static double Share(int count, Func<int, bool> holds) => Enumerable.Range(0, count).Count(holds) / (double)count;
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        Assert.Contains("more examples", Assert.Throws<UsageException>(() => PrecisionRecall.Of(new float[3, 2], new float[9, 2])).Message,
            StringComparison.Ordinal);
        Assert.Contains("same kind", Assert.Throws<UsageException>(() => DensityCoverage.Of(new float[9, 2], new float[9, 3])).Message,
            StringComparison.Ordinal);
    }
}
