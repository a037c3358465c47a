using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Levels as numbers and back.</summary>
public sealed class CategoryCodeTests
{
    private static readonly ColumnSchema Column = new("x", ColumnKind.Category) { Levels = ["a", "b", "c", "d"] };

    [Fact]
    public void A_level_of_a_training_row_comes_back_and_another_is_unknown()
    {
        var code = CategoryCode.Fit(Column, [0, 2, 2, 3]);
        Assert.Equal((3, 3, 0), (code.Block.Levels, code.Block.Width, code.Block.First));
        foreach (var level in (double[])[0, 2, 3])
        {
            var row = Row(code, level);
            Assert.Equal(1, row.Sum());
            Assert.Equal((level, level), (Drawn(code, row, 1), code.ToCoder().Best(row)));
        }

        Assert.Equal([0, 0, 0], Row(code, 1));
        Assert.Equal([0, 0, 0], Row(code, 17));
        Assert.Equal([0, 0, 0], Row(code, double.NaN));
    }

    [Fact]
    public void An_empty_cell_is_the_last_level()
    {
        var code = CategoryCode.Fit(Column, [0, double.NaN, 3]);
        Assert.Equal([0, 0, 1], Row(code, double.NaN));
        Assert.True(double.IsNaN(Drawn(code, Row(code, double.NaN), 1)));
        Assert.True(double.IsNaN(code.ToCoder().Best([0.2f, 0.3f, 0.5f])));
        Assert.Equal((3, 0.4), (code.ToCoder().BestOf([0.2f, 0.3f]).Value, Math.Round(code.ToCoder().BestOf([0.2f, 0.3f]).Uncertainty, 6)));
    }

    [Fact]
    public void Levels_in_order_have_a_place_on_a_scale()
    {
        double[] cells = [0, 0, 1, 3, 3, 3, double.NaN, 1];
        var code = CategoryCode.Fit(Column with { Kind = ColumnKind.OrderedCategory }, cells);
        Assert.Equal((4, 5), (code.Block.Levels, code.Block.Width));
        double[] places = [.. cells.Where(cell => !double.IsNaN(cell)).Select(cell => (double)Row(code, cell)[0])];
        Assert.Equal(0, places.Average(), 1e-6);
        Assert.Equal(1, places.Average(place => place * place), 1e-6);
        Assert.True(code.Values[0] < code.Values[1] && code.Values[1] < code.Values[2] && code.Values[3] == 0);
        Assert.Equal(3, Drawn(code, Row(code, 3), 1));
    }

    [Fact]
    public void The_rarest_of_very_many_levels_share_a_code_and_are_drawn_as_often_as_they_occurred()
    {
        const int Levels = 1500;
        var column = Column with { Levels = [.. Enumerable.Range(0, Levels).Select(i => $"l{i}")] };
        // Level i occurs once to four times, the first thousand oftener.
        double[] cells = [.. Enumerable.Range(0, Levels).SelectMany(i => Enumerable.Repeat((double)i, i < 999 ? 5 : 1 + (i % 4)))];
        var code = CategoryCode.Fit(column, cells);
        Assert.Equal((1000, 999, 501), (code.Block.Levels, code.Own.Count, code.Shared.Count));
        Assert.Equal(Enumerable.Range(999, 501), code.Shared);
        Assert.Equal(1, code.Shares.Sum(), 1e-9);
        Assert.Equal(998, Drawn(code, Row(code, 998), 1));
        Assert.Equal(Row(code, 1000), Row(code, 1499));
        var (coder, row, state) = (code.ToCoder(), Row(code, 1200), 3UL);
        var counts = new int[Levels];
        for (var i = 0; i < 50_000; i++) counts[(int)coder.Draw(row, ref state)]++;
        Assert.Equal(0, counts[..999].Sum());
        foreach (var often in (int[])[1, 2, 3, 4])
        {
            int[] levels = [.. Enumerable.Range(999, 501).Where(i => 1 + (i % 4) == often)];
            Assert.Equal(often * levels.Length / 1252.0, levels.Sum(i => code.Shares[i - 999]), 0.01);
            Assert.Equal(levels.Sum(i => code.Shares[i - 999]), levels.Sum(i => counts[i]) / 50_000.0, 0.01);
        }

        Assert.True(counts[999..].Count(count => count > 0) > 490);
        Assert.Equal(3, (int)code.ToCoder().Best(row) % 4);
    }

    [Fact]
    public void A_column_that_is_empty_in_all_training_rows_still_has_a_level()
    {
        foreach (var kind in (ColumnKind[])[ColumnKind.Category, ColumnKind.OrderedCategory])
        {
            var code = CategoryCode.Fit(Column with { Kind = kind }, [double.NaN, double.NaN]);
            Assert.Equal(2, code.Block.Levels);
            Assert.Empty(code.Violations());
            Assert.Equal(1, Row(code, double.NaN)[^1]);
        }
    }

    [Fact]
    public void What_is_no_code_is_named()
    {
        var code = CategoryCode.Fit(Column, [0, 2, 3]);
        CategoryCode[] damaged =
        [
            code with { Own = [0, 2, 2] }, code with { Own = [0, -2, 3] }, code with { Shared = [1] }, code with { Shared = [1], Shares = [-1] },
            code with { Shared = [2], Shares = [1] }, code with { Values = [1, 2] }, code with { Own = [] }, code with { Values = [1, 2, double.NaN] },
        ];
        Assert.Empty(code.Violations());
        Assert.All(damaged, one => Assert.NotEmpty(one.Violations()));
    }

    private static float[] Row(CategoryCode code, double cell)
    {
        var row = new float[code.Block.Width];
        code.ToCoder().Code([cell], row, row.Length);
        return row;
    }

    private static double Drawn(CategoryCode code, float[] row, ulong seed) => code.ToCoder().Draw(row, ref seed);
}
