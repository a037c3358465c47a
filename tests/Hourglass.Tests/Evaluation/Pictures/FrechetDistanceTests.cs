using Hourglass.Evaluation;
using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

public sealed class FrechetDistanceTests
{
    [Fact]
    public void Of_normal_distributions_along_the_axes_it_is_that_of_means_and_deviations()
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        var distance = FrechetDistance.OfNormals(
            tensor(new[] { 1.0, 2, 3 }), diag(tensor(new[] { 4.0, 9, 0 })), tensor(new[] { 0.0, 2, 5 }), diag(tensor(new[] { 1.0, 25, 0.25 })));
        Assert.Equal(1 + 4 + 1 + 4 + 0.25, distance, 1e-9);
    }

    [Fact]
    public void Of_two_dimensions_it_is_that_of_the_closed_form_of_a_root()
    {
        // tr (AB)^1/2 = (tr AB + 2 (det AB)^1/2)^1/2 for matrices of 2 x 2, whether or not they commute.
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        var distance = FrechetDistance.OfNormals(
            zeros(2, float64), tensor(new[,] { { 2.0, 0.9 }, { 0.9, 1 } }), zeros(2, float64), tensor(new[,] { { 1.0, -0.7 }, { -0.7, 3 } }));
        var trace = (2 * 1) + (2 * 0.9 * -0.7) + (1 * 3);
        var determinant = ((2 * 1) - 0.81) * ((1 * 3) - 0.49);
        Assert.Equal(3 + 4 - (2 * Math.Sqrt(trace + (2 * Math.Sqrt(determinant)))), distance, 1e-9);
    }

    [Fact]
    public void Of_samples_it_is_about_that_of_their_distributions()
    {
        var (a, b) = (Points.Normal(20_000, 3, 1), Points.Normal(20_000, 3, 2, shift: 2, scale: 1.5));
        Assert.Equal(3 * (4 + 0.25), FrechetDistance.Between(a, b), 0.15);
        Assert.Equal(FrechetDistance.Between(a, b), FrechetDistance.Between(b, a), 1e-9);
        Assert.Equal(0, FrechetDistance.Between(a, a), 1e-9);

        // Means and covariances alone count: the same points in another order, in blocks that end elsewhere.
        var turned = new float[20_000, 3];
        for (var i = 0; i < 20_000; i++) (turned[i, 0], turned[i, 1], turned[i, 2]) = (a[19_999 - i, 0], a[19_999 - i, 1], a[19_999 - i, 2]);
        Assert.Equal(0, FrechetDistance.Between(a, turned), 1e-9);
    }

    [Fact]
    public void Fewer_points_than_dimensions_have_a_distance()
    {
        Assert.Equal(0, FrechetDistance.Between(Points.Normal(5, 30, 1), Points.Normal(5, 30, 1)), 1e-6);
        Assert.True(double.IsFinite(FrechetDistance.Between(Points.Normal(5, 30, 1), Points.Normal(5, 30, 2))));
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        Assert.Contains("same kind", Assert.Throws<UsageException>(() => FrechetDistance.Between(new float[9, 2], new float[9, 3])).Message,
            StringComparison.Ordinal);
        Assert.Contains("at least 2", Assert.Throws<UsageException>(() => FrechetDistance.Between(new float[1, 2], new float[9, 2])).Message,
            StringComparison.Ordinal);
    }
}
