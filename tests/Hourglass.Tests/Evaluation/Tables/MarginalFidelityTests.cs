using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class MarginalFidelityTests
{
    private static readonly ColumnSchema X = Rows.Number("x");
    private static readonly ColumnSchema Y = Rows.Number("y");
    private static readonly ColumnSchema C = Rows.Levels("c", "a", "b", "never");
    private static readonly ColumnSchema D = Rows.Levels("d", "u", "v");

    [Fact]
    public void Equal_tables_agree_in_everything()
    {
        var table = Rows.Of((X, Rows.Uniform(200, 1)), (Y, Rows.Whole(200, 30, 2)), (C, Rows.Whole(200, 3, 3)), (D, Rows.Whole(200, 2, 4)));
        var found = Compare(table, table);
        Assert.Equal(1, found.Shapes!.Value, 1e-12);
        Assert.Equal(1, found.Pairs!.Value, 1e-12);
        Assert.Equal(6, found.OfPairs.Count);
        Assert.All(found.OfPairs, pair => Assert.Equal(1, pair.Similarity!.Value, 1e-12));
    }

    [Fact]
    public void The_shape_of_levels_is_their_common_share()
    {
        var found = Compare(Rows.Of((C, [.. 0d.Times(50), .. 1d.Times(50)])), Rows.Of((C, [.. 0d.Times(16), .. 1d.Times(3), 2])));
        Assert.Equal(1 - 0.35, found.Shapes!.Value, 1e-12);
        Assert.Null(found.Pairs);
    }

    [Fact]
    public void The_shape_of_numbers_is_the_distance_of_kolmogorov_and_smirnov()
    {
        var found = Compare(Rows.Of((X, Rows.From(0, 100))), Rows.Of((X, Rows.From(50, 100))));
        Assert.Equal(0.5, found.Shapes!.Value, 1e-12);
    }

    [Fact]
    public void Missing_cells_are_left_out_of_shapes_and_counted_beside_them()
    {
        var found = Compare(Rows.Of((X, [1, 2, double.NaN, double.NaN]), (C, [0, 1, 0, double.NaN])), Rows.Of((X, [2, 1, double.NaN]), (C, [1, 0, 1])));
        Assert.Equal(new ColumnFidelity("x", 1, 0.5, 1 / 3.0), found.OfColumns[0]);
        Assert.Equal(1 - (1 / 3.0), found.OfColumns[1].Shape!.Value, 1e-12);
        Assert.Equal(0.25, found.OfColumns[1].MissingReal);
    }

    [Fact]
    public void A_column_without_real_cells_is_left_out_and_one_without_made_cells_has_the_worst_shape()
    {
        double[] none = [double.NaN, double.NaN];
        var found = Compare(Rows.Of((X, none), (Y, [1, 2]), (C, [0, 1])), Rows.Of((X, [1, 2]), (Y, none), (C, [1, 0])));
        Assert.Equal([null, 0, 1], found.OfColumns.Select(column => column.Shape));
        Assert.Equal(0.5, found.Shapes);
        Assert.Equal([null, null, 0.0], found.OfPairs.Select(pair => pair.Similarity));
    }

    [Fact]
    public void Pairs_of_levels_compare_the_contingency_tables()
    {
        // Real: au .4, av .1, bu .2, bv .3. Made: au .1, av .4, bu .25, bv .25. Half of .3 + .3 + .05 + .05 is .35.
        var real = Rows.Of((C, [.. 0d.Times(5), .. 1d.Times(5)]), (D, [0, 0, 0, 0, 1, 0, 0, 1, 1, 1]));
        var made = Rows.Of((C, [.. 0d.Times(10), .. 1d.Times(10)]), (D, [.. 0d.Times(2), .. 1d.Times(8), .. 0d.Times(5), .. 1d.Times(5)]));
        Assert.Equal(1 - 0.35, Compare(real, made).Pairs!.Value, 1e-12);
    }

    [Fact]
    public void Numbers_beside_levels_are_counted_in_ten_intervals_of_the_real_range()
    {
        // 0 to 10: the real rows fill the intervals 0, 9, 9; the made ones 0 (below the range), 1, 9 (beyond it).
        var real = Rows.Of((X, [0, 9, 10]), (D, [0, 1, 1]));
        var made = Rows.Of((X, [-50, 1, 1000]), (D, [0, 1, 1]));
        Assert.Equal(2 / 3.0, Compare(real, made).Pairs!.Value, 1e-12);
    }

    [Fact]
    public void Pairs_of_numbers_compare_the_correlations()
    {
        var real = Rows.Of((X, [1, 2, 3, 4]), (Y, [1, 2, 3, 4]));
        Assert.Equal(0, Compare(real, Rows.Of((X, [1, 2, 3, 4]), (Y, [4, 3, 2, 1]))).Pairs!.Value, 1e-12);
        Assert.Equal(0.5, Compare(real, Rows.Of((X, [1, 2, 3, 4]), (Y, [1, 2, 2, 1]))).Pairs!.Value, 1e-12);
    }

    [Fact]
    public void Tables_of_many_levels_are_counted_as_those_of_few()
    {
        // 1500 x 1500 pairs are counted sparsely: a row of the real table is one of the made one if the second level is even.
        string[] names = [.. Enumerable.Range(0, 1500).Select(i => $"{i}")];
        var codes = Rows.From(0, 1500);
        var (first, second) = (Rows.Levels("first", names), Rows.Levels("second", names));
        var made = Array.ConvertAll(codes, code => code % 2 == 0 ? code : (code + 2) % 1500);
        Assert.Equal(0.5, Compare(Rows.Of((first, codes), (second, codes)), Rows.Of((first, codes), (second, made))).Pairs!.Value, 1e-12);
    }

    [Fact]
    public void Tables_with_other_columns_or_levels_are_refused()
    {
        var real = Rows.Of((X, [1, 2]), (D, [0, 1]));
        Assert.Contains("'z'", Refused(Rows.Of((Rows.Number("z"), [1, 2]), (D, [0, 1]))), StringComparison.Ordinal);
        Assert.Contains("'d'", Refused(Rows.Of((X, [1, 2]), (Rows.Levels("d", "v", "u"), [0, 1]))), StringComparison.Ordinal);
        Assert.Contains("1 columns", Refused(Rows.Of((X, [1, 2]))), StringComparison.Ordinal);

        string Refused(Table made) => Assert.Throws<HourglassException>(() => TableValues.RequireAlike(("real rows", real), ("made rows", made))).Message;
    }

    [Fact]
    public void More_rows_than_wanted_are_chosen_at_random_in_their_order()
    {
        var table = Rows.Of((X, Rows.From(0, 1000)));
        var (one, other) = (TableValues.Read(table, 100, 1, 0).Cells[0], TableValues.Read(table, 100, 1, 1).Cells[0]);
        Assert.Equal(one.Distinct().Order(), one);
        Assert.Equal(100, one.Length);
        Assert.NotEqual(one, other);
        Assert.InRange(one.Average(), 400, 600);
        Assert.Equal(1000, TableValues.Read(table, 1000, 1, 0).Count);
    }

    private static MarginalFidelity Compare(Table real, Table made) =>
        MarginalFidelity.Of(TableValues.Read(real, int.MaxValue, 1, 0), TableValues.Read(made, int.MaxValue, 1, 1), default);
}
