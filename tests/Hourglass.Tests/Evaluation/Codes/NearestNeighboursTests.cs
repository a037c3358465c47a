using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Native;

namespace Hourglass.Tests.Evaluation;

public sealed class NearestNeighboursTests
{
    [Theory]
    [InlineData(2, 1500, 5000, 5)]
    [InlineData(80, 40, 300, 3)]
    [InlineData(3, 10, 4, 4)]
    public void They_are_those_of_a_search_through_all(int width, int queries, int points, int k)
    {
        // Far from zero and close together: where |b|^2 - 2ab in 32 bits loses the order.
        var offset = width == 2 ? 100f : 0f;
        var (a, b) = (Points(queries, width, 1, offset), Points(points, width, 2, offset));
        var found = Find(a, b, k);
        var (left, right) = (a.ToArray(), b.ToArray());
        for (var i = 0; i < queries; i += 7)
        {
            double[] distances = [.. Enumerable.Range(0, points).Select(j => Distance(left.AsSpan(i * width, width), right.AsSpan(j * width, width)))];
            int[] nearest = [.. Enumerable.Range(0, points).OrderBy(j => distances[j]).Take(k)];
            Assert.Equal(nearest, Enumerable.Range(0, k).Select(j => found[i, j]));
        }
    }

    [Fact]
    public void The_most_frequent_class_wins_and_among_equals_the_smallest()
    {
        var points = Row([1, 2, 3, 4, 100], [8, 7, 7, 8, 9]);
        Assert.Equal(1, Accuracy(Row([0], [7]), points, 3));
        Assert.Equal(1, Accuracy(Row([0], [7]), points, 4));
        Assert.Equal(1, Accuracy(Row([0], [8]), points, 1));
        Assert.Equal(0.5, Accuracy(Row([0, 101], [8, 7]), points, 1));
        Assert.Equal(1, Accuracy(Row([99], [9]), Row([100], [9]), 5));
    }

    [Fact]
    public void No_example_is_its_own_neighbour()
    {
        var pairs = Row([0, 1, 10, 11], [1, 2, 3, 3]);
        Assert.Equal(0.5, Accuracy(pairs, pairs, 1));
        Assert.Equal(1, Accuracy(pairs, Row([0, 1, 10, 11], [1, 2, 3, 3]), 1));
        var alone = Row([4], [0]);
        Assert.Equal(0, Accuracy(alone, alone, 1));
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += Math.Pow((double)a[i] - b[i], 2);
        return sum;
    }

    private static FloatExamples Points(int count, int width, int seed, float offset) =>
        new([.. Batches.Numbers(count * width, seed).Select(value => value + offset)], DataShape.Row(width));

    private static FloatExamples Row(float[] values, int[] labels) => new(values, DataShape.Row(1), labels);

    private static int[,] Find(FloatExamples queries, FloatExamples points, int k)
    {
        TorchRuntime.Initialize();
        return NearestNeighbours.Find(queries, points, queries.Shape.Size, k, batch => batch.Rows);
    }

    private static double Accuracy(FloatExamples queries, FloatExamples points, int k)
    {
        TorchRuntime.Initialize();
        return NearestNeighbours.Accuracy(queries, points, 1, k, batch => batch.Rows);
    }
}
