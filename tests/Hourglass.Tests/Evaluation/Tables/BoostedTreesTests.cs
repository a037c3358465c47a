using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class BoostedTreesTests
{
    [Fact]
    public void Trees_learn_what_no_single_column_shows()
    {
        // Exclusive or: neither column alone says anything about the class.
        var (a, b) = (Rows.Whole(2000, 2, 1), Rows.Whole(2000, 2, 2));
        var positive = a.Zip(b, (x, y) => x != y).ToArray();
        var noise = Array.ConvertAll(Rows.Uniform(2000, 3), value => (float)Math.Floor(value * 1000));
        var features = new TreeFeatures([Array.ConvertAll(a, x => (float)x), Array.ConvertAll(b, x => (float)x), noise]);
        Assert.Equal(1, RocCurve.Area(BoostedTrees.Fit(features, positive, Span(0, 1000), 1).Score(Span(1000, 1000)), positive.AsSpan(1000)), 1e-3);
    }

    [Fact]
    public void Missing_cells_are_told_from_given_ones()
    {
        var cells = Rows.Whole(600, 50, 1);
        var positive = Array.ConvertAll(Rows.Uniform(600, 2), value => value < 0.5);
        for (var i = 0; i < cells.Length; i++) cells[i] = positive[i] ? double.NaN : cells[i];
        var features = TreeFeatures.Of([TableValues.Read(Rows.Of((Rows.Number("x"), cells), (Rows.Number("y"), Rows.Uniform(600, 3))), 600, 1, 0)]);
        Assert.Equal(1, RocCurve.Area(BoostedTrees.Fit(features, positive, Span(0, 300), 1).Score(Span(300, 300)), positive.AsSpan(300)));
    }

    [Fact]
    public void Numbers_are_told_apart_to_their_last_digit()
    {
        // Points in time a microsecond apart are one number in 32 bits.
        var positive = Array.ConvertAll(Rows.Uniform(400, 1), value => value < 0.5);
        var times = Array.ConvertAll(positive, late => 1.7e15 + (late ? 1 : 0));
        var features = TreeFeatures.Of([TableValues.Read(Rows.Of((Rows.Number("t"), times)), 400, 1, 0)]);
        Assert.Equal(1, RocCurve.Area(BoostedTrees.Fit(features, positive, Span(0, 200), 1).Score(Span(200, 200)), positive.AsSpan(200)));
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(20_000)]
    public void The_scores_do_not_depend_on_the_number_of_threads(int rows)
    {
        var features = new TreeFeatures([.. Enumerable.Range(1, 4).Select(j => Array.ConvertAll(Rows.Whole(rows, 300, (ulong)j), value => (float)value))]);
        var positive = Enumerable.Range(0, rows).Select(i => features.Columns[0][i] + features.Columns[1][i] > 250 + (i % 100)).ToArray();
        Assert.Equal(Scores(1), Scores(3));

        float[] Scores(int threads) => BoostedTrees.Fit(features, positive, Span(0, rows / 4 * 3), 1, threads).Score(Span(rows / 2, 100));
    }

    [Fact]
    public void More_than_ten_thousand_rows_without_a_signal_stop_early_instead_of_learning_the_noise()
    {
        var features = new TreeFeatures([.. Enumerable.Range(1, 5).Select(j => Array.ConvertAll(Rows.Whole(12_000, 300, (ulong)j), value => (float)value))]);
        var positive = Array.ConvertAll(Rows.Uniform(12_000, 9), value => value < 0.5);
        var (few, many) = (Learnt(10_000), Learnt(10_001));
        Assert.True(many < few - 0.1, $"{many} of {few}");

        double Learnt(int rows) => RocCurve.Area(BoostedTrees.Fit(features, positive, Span(0, rows), 1).Score(Span(0, rows)), positive.AsSpan(0, rows));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public void A_few_rows_or_a_constant_column_give_a_score_and_no_failure(int rows)
    {
        var positive = Enumerable.Range(0, rows).Select(i => i % 2 == 0).ToArray();
        var features = new TreeFeatures([new float[rows]]);
        Assert.All(BoostedTrees.Fit(features, positive, Span(0, rows), 1).Score(Span(0, rows)), score => Assert.True(float.IsFinite(score)));
    }

    private static int[] Span(int start, int count) => [.. Enumerable.Range(start, count)];
}
