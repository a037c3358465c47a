using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class CopyFiguresTests
{
    private static readonly ColumnSchema X = Rows.Number("x");
    private static readonly ColumnSchema C = Rows.Levels("c", "a", "b", "d");

    [Fact]
    public void Planted_copies_are_counted_and_warned_of()
    {
        var (training, heldOut) = (Drawn(500, 1), Drawn(500, 2));
        var (x, c) = (Rows.Uniform(400, 3), Rows.Whole(400, 3, 4));
        for (var i = 0; i < 40; i++) (x[i], c[i]) = (training["x"].Read()[3 * i], training["c"].Read()[3 * i]);
        var found = Compare(training, heldOut, Rows.Of((X, x), (C, c)));
        Assert.Equal(0.1, found.CopyShare, 1e-12);
        Assert.Equal(0, found.HeldOutCopyShare);
        Assert.Equal(0, found.Made.FifthPercentile);
        Assert.True(found.HeldOut!.FifthPercentile > 0);
        Assert.Contains("10.0 % of them equal a training row, against 0.0 % of the held-out rows", found.Warning(400, 500), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_drawn_anew_are_not_warned_of()
    {
        var found = Compare(Drawn(800, 1), Drawn(800, 2), Drawn(1000, 3));
        Assert.InRange(found.NearerTrainingShare!.Value, 0.45, 0.55);
        Assert.Equal(found.HeldOut!.Median, found.Made.Median, 1e-3);
        Assert.Null(found.Warning(1000, 800));
    }

    [Fact]
    public void Training_rows_with_a_little_noise_are_warned_of_although_none_is_equal()
    {
        var training = Drawn(600, 1);
        var made = Rows.Of((X, Array.ConvertAll(training["x"].Read(), x => x + 1e-5)), (C, training["c"].Read()));
        var found = Compare(training, Drawn(600, 2), made);
        Assert.Equal(0, found.CopyShare);
        Assert.InRange(found.NearerTrainingShare!.Value, 0.95, 1);
        Assert.Contains("are nearer to a training row than to a held-out row", found.Warning(600, 600), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_rows_that_chance_explains_are_not_warned_of()
    {
        // Few different rows: nearly all held-out rows stand among the training rows too.
        var found = Compare(Levels(300, 1), Levels(300, 2), Levels(300, 3));
        Assert.Equal(1, found.CopyShare);
        Assert.Equal(1, found.HeldOutCopyShare);
        Assert.Equal(0.5, found.NearerTrainingShare);
        Assert.Null(found.Warning(300, 300));

        static Table Levels(int count, ulong seed) => Rows.Of((C, Rows.Whole(count, 3, seed)));
    }

    [Fact]
    public void Rows_at_equal_distances_count_half()
    {
        // 0 and 10 are training rows, 2 and 8 held-out ones: 1 and 9 lie in between, 0 is nearer to training, 2 to the held-out rows.
        var found = Compare(Rows.Of((X, [0, 10])), Rows.Of((X, [2, 8])), Rows.Of((X, [1, 0, 2, 9])));
        Assert.Equal((0.5 + 1 + 0 + 0.5) / 4, found.NearerTrainingShare!.Value, 1e-12);
    }

    [Fact]
    public void Missing_cells_are_equal_and_both_zeros_are_one()
    {
        var training = Rows.Of((X, [double.NaN, 0]), (C, [0, double.NaN]));
        Assert.Equal(0.75, Compare(training, null, Rows.Of((X, [double.NaN, -0.0, double.NaN, 0]), (C, [0, double.NaN, double.NaN, double.NaN]))).CopyShare);
    }

    [Fact]
    public void Columns_that_are_left_out_do_not_make_rows_different()
    {
        var left = new ColumnSchema("left", ColumnKind.Number) { Use = ColumnUse.LeftOut };
        Assert.Equal(1, Compare(Rows.Of((X, [1, 2]), (left, [5, 6])), null, Rows.Of((X, [2, 1]), (left, [7, 8]))).CopyShare);
    }

    [Fact]
    public void Without_held_out_rows_there_is_no_reference_and_no_warning()
    {
        var rows = Drawn(100, 1);
        var found = Compare(rows, null, rows);
        Assert.Equal((1, null, null, null), (found.CopyShare, found.HeldOutCopyShare, found.NearerTrainingShare, found.HeldOut));
        Assert.Equal(new ClosestDistances(0, 0), found.Made);
        Assert.Null(found.Warning(100, 0));
    }

    [Fact]
    public void Distances_are_computed_to_equally_many_rows_and_equal_rows_sought_in_all()
    {
        var training = Drawn(700, 1);
        var found = CopyFigures.Of(training, Drawn(300, 2), training, 200, 1, default);
        Assert.Equal((200, 200, 1.0), (found.MadeRows, found.ReferenceRows, found.CopyShare));
        Assert.Equal(300, CopyFigures.Of(training, Drawn(300, 2), training, 10_000, 1, default).ReferenceRows);
    }

    [Fact]
    public void Keys_of_more_rows_than_a_block_do_not_depend_on_it()
    {
        var rows = Drawn(70_000, 1);
        var keys = RowKeys.Of(rows, default);
        ulong[] chosen = [keys[69_999], keys[3]];
        Assert.Equal(chosen, RowKeys.Of(rows.Select([69_999, 3]), default));
        Assert.Equal(70_000, keys.Distinct().Count());
    }

    private static Table Drawn(int count, ulong seed) => Rows.Of((X, Rows.Uniform(count, seed)), (C, Rows.Whole(count, 3, seed + 50)));

    private static CopyFigures Compare(Table training, Table? heldOut, Table made) => CopyFigures.Of(training, heldOut, made, 10_000, 1, default);
}
