using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

public sealed class CodeFiguresTests
{
    [Fact]
    public void Neighbours_vote_with_their_class()
    {
        float[,] points = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 9, 9 } };
        Assert.Equal(0.5, CodeFigures.NeighbourAccuracy(new float[,] { { 0.1f, 0.1f }, { 8, 9 } }, [5, 7], points, [5, 5, 7, 9], neighbours: 3));
        Assert.Equal(0.75, CodeFigures.NeighbourAccuracy(points, [5, 5, 5, 9], points, [5, 5, 5, 9], neighbours: 1));
    }

    [Fact]
    public void Active_units_and_divergences_by_hand()
    {
        float[,] means = { { 1, 5, 0 }, { 3, 5, 0.1f } };
        Assert.Equal(1, CodeFigures.ActiveUnits(means));
        var nats = CodeFigures.KlPerDimension(means, new float[,] { { 0, 0, 0 }, { -1, 0, 0 } });
        Assert.Equal((0.5 + (0.5 * (9 + Math.Exp(-1)))) / 2, nats[0], 1e-6);
        Assert.Equal(12.5, nats[1], 1e-6);
    }

    [Fact]
    public void Use_of_codebooks_by_hand()
    {
        // Codebook 0 at two positions: 0 and 1 equally often; codebook 1: always 3.
        var (usage, perplexity) = CodeFigures.CodebookUse(new[,] { { 0, 1, 3, 3 }, { 1, 0, 3, 3 } }, 4, 2);
        Assert.Equal((0.5 + 0.25) / 2, usage, 1e-12);
        Assert.Equal((2.0 + 1) / 2, perplexity, 1e-12);
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        var codes = new float[2, 1];
        Assert.Contains("2 codes and 1 labels", Refused(() => CodeFigures.NeighbourAccuracy(codes, [0], codes, [0, 1])), StringComparison.Ordinal);
        Assert.Contains("1 dimensions and the points 2", Refused(() => CodeFigures.NeighbourAccuracy(codes, [0, 1], new float[1, 2], [0])),
            StringComparison.Ordinal);
        Assert.Contains("neighbours is 0", Refused(() => CodeFigures.NeighbourAccuracy(codes, [0, 1], codes, [0, 1], 0)), StringComparison.Ordinal);
        Assert.Contains("no codes", Refused(() => CodeFigures.ActiveUnits(new float[0, 3])), StringComparison.Ordinal);
        Assert.Contains("2 x 1 and the log variances 2 x 2", Refused(() => CodeFigures.KlPerDimension(codes, new float[2, 2])[0]), StringComparison.Ordinal);
        Assert.Contains("example 1 is 4", Refused(() => CodeFigures.CodebookUse(new[,] { { 0 }, { 4 } }, 4).Usage), StringComparison.Ordinal);
        Assert.Contains("There are 2 codebooks and 3 positions", Refused(() => CodeFigures.CodebookUse(new int[1, 3], 4, 2).Usage), StringComparison.Ordinal);

        static string Refused(Func<double> figure) => Assert.Throws<UsageException>(() => figure()).Message;
    }
}
