using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

public sealed class LinearProbeTests
{
    [Fact]
    public void Classes_that_a_plane_parts_are_told_and_those_that_none_parts_are_not()
    {
        var (train, test) = (Points.Normal(600, 2, 1), Points.Normal(600, 2, 2));
        Assert.InRange(Accuracy((x, y) => x + (0.5 * y) > 0.3 ? 1 : 0), 0.98, 1);

        // The four quarters in pairs: as much of either class on both sides of every line.
        Assert.InRange(Accuracy((x, y) => x * y > 0 ? 1 : 0), 0.4, 0.6);

        double Accuracy(Func<double, double, int> label) => LinearProbe.Fit(train, Labels(train, label)).Accuracy(test, Labels(test, label));
    }

    [Fact]
    public void Scale_and_place_of_a_dimension_do_not_matter_and_one_that_does_not_vary_does_no_harm()
    {
        var points = Points.Normal(300, 3, 1);
        var moved = new float[300, 4];
        for (var i = 0; i < 300; i++)
        {
            (moved[i, 0], moved[i, 1], moved[i, 2], moved[i, 3]) = (1000 + (200 * points[i, 0]), 0.001f * points[i, 1], -points[i, 2], 7);
        }

        var labels = Labels(points, (x, y) => x > 0.5 ? 2 : y > 0 ? 1 : 0);
        var (one, other) = (LinearProbe.Fit(points, labels).Predict(points), LinearProbe.Fit(moved, labels).Predict(moved));
        Assert.InRange(one.Zip(other).Count(pair => pair.First != pair.Second), 0, 2);
    }

    [Fact]
    public void With_next_to_no_regularisation_a_mixture_of_the_dimensions_is_as_good_as_they_are()
    {
        var points = Points.Normal(300, 3, 1);
        var mixed = new float[300, 3];
        for (var i = 0; i < 300; i++)
            (mixed[i, 0], mixed[i, 1], mixed[i, 2]) = (100 * points[i, 0] + (50 * points[i, 2]), points[i, 0] + (0.3f * points[i, 1]), points[i, 2]);
        var labels = Labels(points, (x, y) => x > y ? 2 : x + y > 0.5 ? 1 : 0);
        Assert.InRange(LinearProbe.Fit(points, labels, 1e-8).Accuracy(points, labels), 0.97, 1);
        Assert.InRange(LinearProbe.Fit(mixed, labels, 1e-8).Accuracy(mixed, labels), 0.97, 1);
    }

    [Fact]
    public void It_is_the_optimum_of_the_stated_objective()
    {
        // Two points at -1 and 1 (standardised already), one of each class. By symmetry the weights are -w and w, without biases, and
        // the slope of log(1 + exp(-2w)) + l2 w^2 vanishes: l2 w = 1 / (1 + exp(2w)).
        foreach (var l2 in new[] { 0.01, 0.3 })
        {
            var (low, high) = (0.0, 100.0);
            for (var i = 0; i < 200; i++)
            {
                var middle = (low + high) / 2;
                if (l2 * middle < 1 / (1 + Math.Exp(2 * middle))) low = middle;
                else high = middle;
            }

            var probe = LinearProbe.Fit(new float[,] { { -1 }, { 1 } }, [0, 1], l2);
            Assert.Equal(-low, probe.Weights[0], 1e-3);
            Assert.Equal(low, probe.Weights[1], 1e-3);
            Assert.Equal(0, probe.Weights[2], 1e-3);
        }
    }

    [Fact]
    public void Codes_that_tell_nothing_give_the_most_frequent_class()
    {
        var codes = new float[10, 2];
        var probe = LinearProbe.Fit(codes, [0, 2, 2, 2, 1, 2, 0, 2, 2, 1]);
        Assert.All(probe.Predict(codes), named => Assert.Equal(2, named));
        Assert.InRange(probe.Steps, 1, 100);
    }

    [Fact]
    public void Labels_are_names_and_not_sizes()
    {
        var probe = LinearProbe.Fit(new float[,] { { -2 }, { -1 }, { 1 }, { 2 } }, [int.MaxValue, int.MaxValue, 20_240_131, 20_240_131]);
        Assert.Equal([int.MaxValue, 20_240_131], probe.Predict(new float[,] { { -3 }, { 3 } }));
        Assert.Equal(0.5, probe.Accuracy(new float[,] { { -3 }, { 3 } }, [int.MaxValue, 7]));
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        Assert.Contains("label is -1", Assert.Throws<UsageException>(() => LinearProbe.Fit(new float[2, 1], [0, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("too much memory", Assert.Throws<UsageException>(() => LinearProbe.Fit(new float[9000, 1], [.. Enumerable.Range(0, 9000)])).Message,
            StringComparison.Ordinal);
        var probe = LinearProbe.Fit(new float[,] { { -1 }, { 1 } }, [0, 1]);
        Assert.Contains("2 codes and 1 labels", Assert.Throws<UsageException>(() => probe.Accuracy(new float[2, 1], [0])).Message, StringComparison.Ordinal);
        Assert.Contains("3 dimensions, but the linear probe was fitted to 1", Assert.Throws<UsageException>(() => probe.Predict(new float[2, 3])).Message,
            StringComparison.Ordinal);
        Assert.Contains("3 codes and 2 labels", Assert.Throws<UsageException>(() => LinearProbe.Fit(new float[3, 1], [0, 1])).Message,
            StringComparison.Ordinal);
        Assert.Contains("regularisation", Assert.Throws<UsageException>(() => LinearProbe.Fit(new float[2, 1], [0, 1], -1)).Message, StringComparison.Ordinal);
    }

    private static int[] Labels(float[,] points, Func<double, double, int> label) =>
        [.. Enumerable.Range(0, points.GetLength(0)).Select(i => label(points[i, 0], points[i, 1]))];
}
