using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class TwoSampleTestTests
{
    [Fact]
    public void Rows_of_the_same_distribution_cannot_be_told_apart()
    {
        var found = Test(Drawn(1500, 1, related: true), Drawn(1200, 2, related: true))!;
        Assert.InRange(found.Auc, 0.44, 0.56);
        Assert.Equal(found.PartAucs.Average(), found.Auc, 1e-12);
        Assert.Equal((1500, 1200), (found.RealRows, found.MadeRows));
    }

    [Fact]
    public void Columns_that_agree_one_by_one_are_told_by_their_relation()
    {
        var (real, made) = (Drawn(1500, 1, related: true), Drawn(1500, 2, related: false));
        var marginal = MarginalFidelity.Of(Values(real), Values(made), default);
        Assert.True(marginal.Shapes > 0.95, $"{marginal.Shapes}");
        Assert.InRange(Test(real, made)!.Auc, 0.8, 1);
    }

    [Fact]
    public void Copies_of_cells_are_told_by_an_area_below_one_half()
    {
        // The same distinct values in another order: what is real in a part is made elsewhere.
        var cells = Rows.Uniform(900, 1);
        Assert.InRange(Test(Rows.Of((Rows.Number("x"), cells)), Rows.Of((Rows.Number("x"), [.. cells.Skip(450), .. cells.Take(450)])))!.Auc, 0, 0.4);
    }

    [Fact]
    public void Fewer_rows_than_parts_have_no_test() => Assert.Null(Test(Drawn(2, 1, related: true), Drawn(100, 2, related: true)));

    [Fact]
    public void The_test_tells_its_progress_and_can_be_cancelled_in_between()
    {
        using var stop = new CancellationTokenSource();
        List<RowsDone> events = [];
        var control = new WorkControl("two-sample test", done =>
        {
            events.Add(done);
            if (done.Done == 1) stop.Cancel();
        }, stop.Token);
        var rows = Values(Drawn(60, 1, related: true));
        Assert.ThrowsAny<OperationCanceledException>(() => TwoSampleTest.Of(rows, rows, 1, control));
        Assert.Equal([new RowsDone("two-sample test", 0, 3), new("two-sample test", 1, 3)], events);
    }

    /// <summary>A level, and a number that follows it or not.</summary>
    internal static Table Drawn(int count, ulong seed, bool related)
    {
        var level = Rows.Whole(count, 4, seed);
        var number = Rows.Uniform(count, seed + 100);
        var source = related ? level : Rows.Whole(count, 4, seed + 200);
        for (var i = 0; i < count; i++) number[i] += source[i];
        return Rows.Of((Rows.Levels("c", "p", "q", "r", "s"), level), (Rows.Number("x"), number));
    }

    private static TwoSampleTest? Test(Table real, Table made) => TwoSampleTest.Of(Values(real), Values(made), 1, default);

    private static TableValues Values(Table table) => TableValues.Read(table, int.MaxValue, 1, 0);
}
