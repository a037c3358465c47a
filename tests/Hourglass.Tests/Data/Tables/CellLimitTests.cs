using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Tests.Data.Tables;

/// <summary>The share of the cells of a level that lie in a range, beside the share of many draws.</summary>
public sealed class CellLimitTests
{
    [Theory]
    [InlineData(ColumnKind.Integer, 250, 750)]
    [InlineData(ColumnKind.Number, 333.3, 334.1)]
    [InlineData(ColumnKind.Date, 100, 101)]
    public void Shares_are_those_of_draws_and_limited_draws_lie_in_the_range(ColumnKind kind, double least, double most)
    {
        var column = new ColumnSchema("x", kind) { Decimals = kind == ColumnKind.Integer ? 0 : null };
        double[] cells = [.. Enumerable.Range(0, 4000).Select(i => kind == ColumnKind.Number ? i * i / 16000.0 : (double)(i * 7919 % 1009))];
        var coder = NumberCode.Fit(column, cells).ToCoder();
        var range = new CellRange(least, most);
        var limit = coder.LimitTo(range, value => CellPacking.Rounded(column, value));
        Assert.InRange(limit.Shares.Count(share => share is > 0 and < 1), 0, 4);
        Assert.Contains(limit.Shares, share => share > 0);
        var state = 5UL;
        for (var level = 0; level < coder.Block.Levels; level++)
        {
            var block = new float[coder.Block.Width];
            block[coder.Block.First + level] = 1;
            var inside = 0;
            for (var i = 0; i < 2000; i++) inside += range.Contains(CellPacking.Rounded(column, coder.Draw(block, ref state))) ? 1 : 0;
            Assert.InRange(limit.Shares[level], (inside / 2000.0) - 0.05, (inside / 2000.0) + 0.05);
            if (limit.Shares[level] == 0) continue;
            foreach (var chance in (double[])[0, 0.37, double.BitDecrement(1), SplitMix64.NextUnit(ref state)])
                Assert.True(range.Contains(CellPacking.Rounded(column, limit.Draw(level, chance))));
        }
    }

    [Fact]
    public void Rare_levels_that_share_a_code_are_told_apart()
    {
        var code = new CategoryCode("x", [0, 1], [2, 3, 4], [0.5, 0.2, 0.3], [], HasEmpty: true);
        var limit = code.ToCoder().LimitTo(new CellRange(3, 4), value => value);
        Assert.Equal([0, 0, 0.5, 0], limit.Shares, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal((3, 4), (limit.Draw(2, 0.39), limit.Draw(2, 0.41)));
    }
}
