using Hourglass.Data;
using Hourglass.TableBench;
using Hourglass.Tests.Evaluation.Tables;

namespace Hourglass.Tests.Bench.Tables;

public sealed class BaselinesTests
{
    private static readonly Table Real = Drawn();

    [Fact]
    public void Shuffled_columns_keep_their_cells_and_lose_their_relation()
    {
        var made = Baselines.Shuffled(Real, 1);
        foreach (var name in new[] { "level", "years", "gaps" })
            Assert.Equal(Real[name].Read().Order(), made[name].Read().Order());
        Assert.True(Disagreements(made) > 300, $"{Disagreements(made)}");
        Assert.Equal(Real.Schema, made.Schema);
    }

    [Fact]
    public void Sequential_trees_keep_a_relation_that_has_no_exception()
    {
        var made = Baselines.SequentialTrees(Real, 1);
        Assert.Equal(0, Disagreements(made));
        Assert.Equal(Real.Count, made.Count);

        // Gaps are where the level is 0.
        var (level, gaps) = (made["level"].Read(), made["gaps"].Read());
        Assert.All(Enumerable.Range(0, made.Count), i => Assert.Equal(level[i] == 0, double.IsNaN(gaps[i])));
        Assert.NotEqual(made["level"].Read(), Baselines.SequentialTrees(Real, 2)["level"].Read());
    }

    [Fact]
    public void Rows_drawn_again_are_real_rows() => Assert.Equal(0, Disagreements(Baselines.DrawnAgain(Real, 1)));

    [Fact]
    public void Columns_that_are_left_out_stay_without_cells()
    {
        var table = Rows.Of((Rows.Number("x"), Rows.From(0, 50)), (new ColumnSchema("left", ColumnKind.Number) { Use = ColumnUse.LeftOut }, new double[50]));
        Assert.All(Baselines.SequentialTrees(table, 1)["left"].Read(), cell => Assert.Equal(double.NaN, cell));
    }

    private static int Disagreements(Table table) => table["level"].Read().Zip(table["years"].Read()).Count(pair => pair.Second != 10 + (2 * pair.First));

    private static Table Drawn()
    {
        var level = Rows.Whole(600, 4, 1);
        var gaps = Rows.Uniform(600, 2);
        for (var i = 0; i < 600; i++) gaps[i] = level[i] == 0 ? double.NaN : gaps[i];
        return Rows.Of((Rows.Levels("level", "a", "b", "c", "d"), level), (Rows.Number("years"), Array.ConvertAll(level, value => 10 + (2 * value))),
            (Rows.Number("gaps"), gaps));
    }
}
