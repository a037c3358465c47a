using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

public sealed class NeighbourhoodPreservationTests
{
    [Fact]
    public void A_map_that_keeps_distances_keeps_all_neighbours()
    {
        var data = Points.Normal(700, 2, 1);
        var turned = new float[700, 3];
        for (var i = 0; i < 700; i++)
            (turned[i, 0], turned[i, 1], turned[i, 2]) = ((3 * data[i, 0]) - (4 * data[i, 1]) + 7, 2, (4 * data[i, 0]) + (3 * data[i, 1]));
        var (trustworthiness, continuity) = NeighbourhoodPreservation.Of(data, turned);
        Assert.Equal(1, trustworthiness, 1e-9);
        Assert.Equal(1, continuity, 1e-9);
    }

    [Fact]
    public void Codes_that_have_nothing_to_do_with_the_data_have_what_chance_gives()
    {
        // A neighbour in the codes has any rank from 1 to n - 1 in the data.
        const double N = 600, K = 12;
        var expected = 1 - ((N - 1 - K) * (N - K) / ((N - 1) * ((2 * N) - (3 * K) - 1)));
        var (trustworthiness, continuity) = NeighbourhoodPreservation.Of(Points.Normal((int)N, 5, 1), Points.Normal((int)N, 2, 2));
        Assert.Equal(expected, trustworthiness, 0.02);
        Assert.Equal(expected, continuity, 0.02);
    }

    [Fact]
    public void A_line_folded_in_two_brings_strangers_together_and_one_cut_in_two_tears_neighbours_apart()
    {
        var line = new float[400, 1];
        var (folded, cut) = (new float[400, 1], new float[400, 1]);
        for (var i = 0; i < 400; i++)
        {
            line[i, 0] = i;
            folded[i, 0] = i < 200 ? i : 399.4f - i;
            cut[i, 0] = i % 2 == 0 ? i : i + 1000;
        }

        var fold = NeighbourhoodPreservation.Of(line, folded, 6);
        Assert.True(fold.Trustworthiness < 0.9 && fold.Continuity > 0.97, fold.ToString());
        var tear = NeighbourhoodPreservation.Of(line, cut, 6);
        Assert.True(tear.Trustworthiness > 0.97 && tear.Continuity < 0.9, tear.ToString());
    }

    [Theory]
    [InlineData(30, 3)]
    [InlineData(31, 15)]
    [InlineData(300, 7)]
    public void They_are_those_of_the_paper(int count, int neighbours)
    {
        var (data, codes) = (Points.Normal(count, 4, 1), new float[count, 2]);
        for (var i = 0; i < count; i++) (codes[i, 0], codes[i, 1]) = (data[i, 0], data[i, 1] + (0.3f * data[i, 2]));
        var found = NeighbourhoodPreservation.Of(data, codes, neighbours);
        Assert.Equal(Plain(data, codes), found.Trustworthiness, 1e-9);
        Assert.Equal(Plain(codes, data), found.Continuity, 1e-9);

        // Equation 1, one pair after the other.
        double Plain(float[,] from, float[,] to)
        {
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                var (left, right) = (Order(from, i), Order(to, i));
                sum += right.Take(neighbours).Except(left.Take(neighbours)).Sum(j => Array.IndexOf(left, j) + 1 - neighbours);
            }

            return 1 - (2.0 / (count * neighbours * ((2.0 * count) - (3 * neighbours) - 1)) * sum);
        }

        int[] Order(float[,] points, int i) => [.. Enumerable.Range(0, count).Where(j => j != i).OrderBy(j => Points.Distance(points, i, points, j))];
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        Assert.Contains("20 examples and 19 codes",
            Assert.Throws<UsageException>(() => NeighbourhoodPreservation.Of(new float[20, 2], new float[19, 2], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("fewer than half", Assert.Throws<UsageException>(() => NeighbourhoodPreservation.Of(new float[20, 2], new float[20, 2], 10)).Message,
            StringComparison.Ordinal);
    }
}
