using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class MixedRowsTests
{
    private static readonly ColumnSchema X = Rows.Number("x");
    private static readonly ColumnSchema C = Rows.Levels("c", "a", "b", "d", "e");

    [Fact]
    public void The_distance_is_the_mean_of_differences_by_the_range_and_of_different_levels()
    {
        // The range of x is 10: 2 / 10 and an equal level, against 0 and another level.
        var found = Closest(Rows.Of((X, [3]), (C, [1])), Rows.Of((X, [5, 3, 0, 10]), (C, [1, 0, 3, 3])));
        Assert.Equal(0.1, Assert.Single(found), MixedRows.Rounding);
    }

    [Fact]
    public void A_missing_cell_is_equal_to_another_missing_one_and_different_from_all_others()
    {
        Assert.Equal([0f, 0.5f], Closest(Rows.Of((X, [double.NaN, 0]), (C, [2, 2])), Rows.Of((X, [double.NaN, 1]), (C, [2, 2]))));
        Assert.Equal([0f, 0.5f], Closest(Rows.Of((X, [0, 0]), (C, [double.NaN, 0])), Rows.Of((X, [0, 1]), (C, [double.NaN, double.NaN]))));
    }

    [Fact]
    public void Numbers_beyond_the_range_differ_by_no_more_than_a_level() =>
        Assert.Equal([0.5f, 0.5f], Closest(Rows.Of((X, [1000, -1000]), (C, [1, 1])), Rows.Of((X, [0, 1]), (C, [1, 1]))));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(70, 511)]
    [InlineData(130, 1537)]
    public void The_closest_rows_are_those_of_a_search_over_all_pairs(int queries, int references)
    {
        var (made, real) = (Drawn(queries, 1), Drawn(references, 2));
        var range = Math.Max(1e-9, real.Cells[0].Where(cell => !double.IsNaN(cell)).Max() - real.Cells[0].Where(cell => !double.IsNaN(cell)).Min());
        if (references == 1) range = 1;
        var found = Closest(made, real);
        for (var i = 0; i < queries; i++)
            Assert.Equal(Enumerable.Range(0, references).Min(k => Distance(i, k)), found[i], 1e-5);

        double Distance(int i, int k) => Enumerable.Range(0, 3).Average(j => Term(made.Cells[j][i], real.Cells[j][k], j == 0 ? range : 0));

        static TableValues Drawn(int count, ulong seed)
        {
            var (x, c, d) = (Rows.Uniform(count, seed), Rows.Whole(count, 4, seed + 10), Rows.Whole(count, 3, seed + 20));
            for (var i = 0; i < count; i++) (x[i], c[i]) = (i % 7 == 6 ? double.NaN : x[i], i % 5 == 4 ? double.NaN : c[i]);
            return TableValues.Read(Rows.Of((X, x), (C, c), (Rows.Levels("d", "u", "v", "w"), d)), count, 1, 0);
        }

        static double Term(double a, double b, double range) =>
            double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a) && double.IsNaN(b) ? 0 : 1 : range > 0 ? Math.Min(1, Math.Abs(a - b) / range) : a == b ? 0 : 1;
    }

    private static float[] Closest(Table queries, Table references) =>
        Closest(TableValues.Read(queries, queries.Count, 1, 0), TableValues.Read(references, references.Count, 1, 0));

    private static float[] Closest(TableValues queries, TableValues references)
    {
        var rows = MixedRows.Of([references, queries], 1);
        return rows[1].Closest(rows[0], default);
    }
}
