using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

public sealed class LatentPathsTests
{
    private const int Steps = 9;
    private static readonly Networks Three = Networks.Dense(DataShape.Row(20), [4], 3);

    [Fact]
    public void Paths_of_a_flat_space_are_straight_lines()
    {
        using var model = Recipes.Vae(Three).Build();
        var path = LatentPaths.Between(model, new float[,] { { 0, 1, 2 }, { 4, 1, -2 }, { 1, 1, 1 }, { 2, 3, 4 } }, 5);
        Assert.Equal(new float[,] { { 0, 1, 2 }, { 1, 1, 1 }, { 2, 1, 0 }, { 3, 1, -1 }, { 4, 1, -2 }, { 1, 1, 1 }, { 1.25f, 1.5f, 1.75f }, { 1.5f, 2, 2.5f }, { 1.75f, 2.5f, 3.25f }, { 2, 3, 4 } }, path);
    }

    [Fact]
    public void Paths_on_a_sphere_stay_there_and_have_constant_speed()
    {
        using var model = Recipes.SphereVae(Three).Build();
        var ends = model.SamplePrior(40, seed: 3);

        // The last two pairs: the same point twice, and opposite points.
        for (var j = 0; j < 3; j++)
        {
            ends[37, j] = ends[36, j];
            ends[39, j] = -ends[38, j];
        }

        Holds(model, ends, point => Assert.Equal(1, Length(point), 1e-5), (a, b) => 2 * Math.Asin(Math.Min(1, Length(Difference(a, b)) / 2)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Paths_in_a_ball_stay_there_and_have_constant_speed(double curvature)
    {
        using var model = Recipes.PoincareVae(Three, curvature).Build();
        var ball = new PoincareBall(curvature);
        Holds(model, model.SamplePrior(40, seed: 3), point => Assert.True(Length(point) * Math.Sqrt(curvature) < 1), (a, b) =>
        {
            using var scope = NewDisposeScope();
            return ball.Distance(tensor(a).to_type(float64).unsqueeze(0), tensor(b).to_type(float64).unsqueeze(0)).item<double>();
        });
    }

    [Fact]
    public void Traversals_and_maps_stay_in_the_space()
    {
        using var sphere = Recipes.SphereVae(Three).Build();
        using var ball = Recipes.PoincareVae(Networks.Dense(DataShape.Row(20), [4], 2), 4).Build();
        var rows = LatentPaths.Traversals(sphere, null, Steps);
        Assert.All(Rows(rows), point => Assert.Equal(1, Length(point), 1e-5));
        Assert.Equal(3 * Steps, Rows(rows).Distinct(PointComparer).Count());
        for (var step = 1; step < Steps; step++) Assert.True(rows[step, 0] > rows[step - 1, 0]);
        var start = sphere.SamplePrior(1);
        var from = LatentPaths.Traversals(sphere, [start[0, 0], start[0, 1], start[0, 2]], Steps);
        Assert.Equal(start[0, 1] / start[0, 2], from[3, 1] / from[3, 2], 1e-4);
        foreach (var points in new[] { LatentPaths.Traversals(ball, null, Steps), LatentPaths.Traversals(ball, [0.2f, 0.3f], Steps), LatentPaths.Manifold(ball, Steps) })
            Assert.All(Rows(points), point => Assert.True(Length(point) < 0.5));
    }

    private static IEqualityComparer<float[]> PointComparer { get; } =
        EqualityComparer<float[]>.Create((a, b) => a!.AsSpan().SequenceEqual(b), point => point[0].GetHashCode());

    private static void Holds(Autoencoder model, float[,] ends, Action<float[]> inside, Func<float[], float[], double> distance)
    {
        var path = Rows(LatentPaths.Between(model, ends, Steps));
        var given = Rows(ends);
        Assert.Equal(given.Length / 2 * Steps, path.Length);
        Assert.All(path, inside);
        for (var pair = 0; pair < given.Length / 2; pair++)
        {
            var whole = distance(given[2 * pair], given[(2 * pair) + 1]);
            Assert.True(Length(Difference(given[2 * pair], path[pair * Steps])) < 1e-4);
            Assert.True(Length(Difference(given[(2 * pair) + 1], path[(pair * Steps) + Steps - 1])) < 1e-4);
            for (var step = 1; step < Steps; step++)
                Assert.Equal(whole / (Steps - 1), distance(path[(pair * Steps) + step - 1], path[(pair * Steps) + step]), 2e-3 * Math.Max(0.1, whole));
        }
    }

    private static float[][] Rows(float[,] values) =>
        [.. Enumerable.Range(0, values.GetLength(0)).Select(i => Enumerable.Range(0, values.GetLength(1)).Select(j => values[i, j]).ToArray())];

    private static double Length(float[] point) => Math.Sqrt(point.Sum(value => (double)value * value));

    private static float[] Difference(float[] a, float[] b) => [.. a.Select((value, i) => value - b[i])];
}
