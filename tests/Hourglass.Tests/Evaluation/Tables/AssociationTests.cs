using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class AssociationTests
{
    [Fact]
    public void Numbers_have_the_correlation_with_its_sign()
    {
        Assert.Equal(-1, Association.Correlation([1, 2, 3], [30, 20, 10]), 1e-12);
        Assert.Equal(0, Association.Correlation([1, 2, 3, 4], [1, 2, 2, 1]), 1e-12);

        // Covariance 5/3, variances 5/3 and 14/3 - 1/6: by hand for (1, 1), (2, 3), (3, 2), (4, 5).
        Assert.Equal(5.5 / Math.Sqrt(5 * 8.75), Association.Correlation([1, 2, 3, 4], [1, 3, 2, 5]), 1e-12);
    }

    [Fact]
    public void Points_in_time_keep_their_digits()
    {
        const double Start = 1.7e15;
        Assert.Equal(1, Association.Correlation([Start, Start + 1, Start + 2], [5, 6, 7]), 1e-12);
    }

    [Fact]
    public void A_constant_column_has_no_association() => Assert.Equal(0, Association.Correlation([.1, .1, .1, .1, .1, .1], [1, 2, 3, 4, 5, 9]));

    [Fact]
    public void Rows_with_a_missing_cell_are_left_out() =>
        Assert.Equal(1, Association.Correlation([1, double.NaN, 2, 3, 9], [1, -5, 2, 3, double.NaN]), 1e-12);

    [Fact]
    public void The_correlation_ratio_is_the_corrected_fraction_of_explained_variance()
    {
        // Means 2 and 5, total 4: between 3 x 1.5^2 x 2 = 13.5, within 2 + 2 = 4; corrected 1 - 4/17.5 x 5/4.
        var expected = Math.Sqrt(1 - (4 / 17.5 * 5 / 4));
        Assert.Equal(expected, Association.CorrelationRatio(new CodedColumn([0, 0, 0, 1, 1, 1], 2), [1, 2, 3, 4, 5, 6]), 1e-12);
        Assert.Equal(1, Association.CorrelationRatio(new CodedColumn([0, 0, 1, 1, -1], 3), [2, 2, 7, 7, 50]), 1e-12);
    }

    [Fact]
    public void Cramers_v_of_a_two_by_two_table_is_that_of_the_formula()
    {
        // 30 10 / 10 30: the mean square contingency is 0.25.
        int[] first = [.. Enumerable.Repeat(0, 40), .. Enumerable.Repeat(1, 40)];
        int[] second = [.. Enumerable.Repeat(0, 30), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 30)];
        var counts = new Contingency(new CodedColumn(first, 2), new CodedColumn(second, 2));
        Assert.Equal(Math.Sqrt((0.25 - (1 / 79.0)) / (78 / 79.0)), Association.CramersV(counts, 2, 2), 1e-12);
    }

    [Fact]
    public void Many_independent_levels_in_few_rows_are_not_taken_for_an_association()
    {
        var (a, b) = (Rows.Levels("a", Names(20)), Rows.Levels("b", Names(20)));
        var strengths = Enumerable.Range(1, 20).Select(i => Association.Of(a, Rows.Whole(400, 20, (ulong)i), b, Rows.Whole(400, 20, (ulong)i + 100)));
        Assert.InRange(strengths.Average(), 0, 0.06);

        var number = Rows.Number("n");
        var ratios = Enumerable.Range(1, 20).Select(i => Association.Of(a, Rows.Whole(400, 20, (ulong)i), number, Rows.Uniform(400, (ulong)i + 200)));
        Assert.InRange(ratios.Average(), 0, 0.1);
    }

    [Fact]
    public void A_table_has_one_value_for_each_pair_of_columns_of_any_kinds()
    {
        var x = Rows.Whole(300, 6, 1);
        var table = Rows.Of((Rows.Levels("c", Names(6)), x), (Rows.Number("n"), Array.ConvertAll(x, value => 100 - (3 * value))),
            (Rows.Levels("renamed", Names(6)), Array.ConvertAll(x, value => 5 - value)), (Rows.Number("other"), Array.ConvertAll(x, value => value + 7)),
            (Rows.Levels("same", "only", "never"), new double[300]));
        var matrix = AssociationMatrix.Of(table, report: null, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["c", "n", "renamed", "other", "same"], matrix.Names);
        double[][] expected = [[1, 1, 1, 1, 0], [1, 1, 1, -1, 0], [1, 1, 1, 1, 0], [1, -1, 1, 1, 0], [0, 0, 0, 0, 0]];
        for (var i = 0; i < 5; i++) Assert.Equal(expected[i], matrix.Values[i].Select(value => Math.Round(value, 9)));
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"level {i}")];
}
