using System.Text.Json;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Files;
using Hourglass.Tests.Docs;

namespace Hourglass.Tests.Evaluation.Tables;

public sealed class TableFidelityTests
{
    private static readonly ColumnSchema X = Rows.Number("x");
    private static readonly ColumnSchema C = Rows.Levels("c", "a", "b");
    private static readonly ColumnSchema Label = Rows.Levels("label", "no", "yes") with { Use = ColumnUse.Label };
    private static readonly Table Training = Drawn(300, 1);
    private static readonly Table HeldOut = Drawn(200, 2);
    private static readonly Table Made = Drawn(250, 3);

    [Fact]
    public void Every_figure_is_computed_and_explained_by_the_page()
    {
        var found = TableFidelity.Of(Training, HeldOut, Made, cancellation: TestContext.Current.CancellationToken);
        string[] names = [.. found.Metrics.Select(metric => metric.Name)];
        Assert.Equal(12, names.Length);
        var marked = Repository.Marked("docs/measures.md").ToHashSet(StringComparer.Ordinal);
        Assert.All(names, name => Assert.Contains(name, marked));
        Assert.All(names, name => Assert.NotEmpty(TableFidelity.Meaning(name)));
        Assert.All(found.Metrics, metric => Assert.InRange(metric.Value, 0, 1));
        Assert.Empty(found.Warnings);
        Assert.Equal(["x", "c", "label"], found.RealAssociations.Names);
        Assert.NotEqual(found.RealAssociations, found.MadeAssociations);
    }

    [Fact]
    public void Equal_seeds_give_equal_figures_also_of_chosen_rows()
    {
        var options = new TableFidelityOptions { MarginalRows = 100, TreeRows = 100, CopyRows = 100 };
        Assert.Equal(Of(options), Of(options));
        Assert.NotEqual(Of(options), Of(options with { Seed = 2 }));
        var chosen = Of(options);
        Assert.Equal((100, 100, 100), (chosen.TwoSample!.RealRows, chosen.TwoSample.MadeRows, chosen.Copies!.ReferenceRows));

        static TableFidelity Of(TableFidelityOptions options) => TableFidelity.Of(Training, HeldOut, Made, options);
    }

    [Fact]
    public void The_figures_can_be_converted_to_json_and_back()
    {
        var found = TableFidelity.Of(Training, HeldOut, Made, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(found, JsonSerializer.Deserialize<TableFidelity>(JsonSerializer.Serialize(found, Json.Line), Json.Line));
        var least = TableFidelity.Of(Training, null, Made, new TableFidelityOptions { TreeRows = 0, CopyRows = 0 });
        Assert.Equal(least, JsonSerializer.Deserialize<TableFidelity>(JsonSerializer.Serialize(least, Json.Line), Json.Line));
        Assert.Equal(["shape_fidelity", "pair_fidelity"], least.Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void Training_rows_given_as_made_ones_are_warned_of()
    {
        var warning = Assert.Single(TableFidelity.Of(Training, HeldOut, Training).Warnings);
        Assert.StartsWith("The made rows repeat training rows: 100.0 % of them", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_column_is_predicted_in_place_of_the_label()
    {
        var options = new TableFidelityOptions { CopyRows = 0, Label = "c" };
        Assert.Equal("c", TableFidelity.Of(Training, HeldOut, Made, options).Label!.Column);
        Assert.Contains("'d'", Assert.Throws<UsageException>(() => TableFidelity.Of(Training, HeldOut, Made, options with { Label = "d" })).Message,
            StringComparison.Ordinal);
        var number = TableFidelity.Of(Training, HeldOut, Made, options with { Label = "x" });
        Assert.Null(number.Label);
        Assert.Equal(["The label is not predicted: 'x' has no levels."], number.Warnings);
    }

    [Fact]
    public void A_few_rows_have_the_figures_that_they_can_have()
    {
        var found = TableFidelity.Of(Drawn(2, 1), Drawn(1, 2), Drawn(1, 3));
        Assert.Null(found.TwoSample);
        Assert.Contains("There is no two-sample test: it needs at least 3 training rows and 3 made rows.", found.Warnings);
        Assert.All(found.Metrics, metric => Assert.True(double.IsFinite(metric.Value), metric.Name));
    }

    [Fact]
    public void Options_out_of_range_are_refused_before_anything_is_computed()
    {
        var options = new TableFidelityOptions { MarginalRows = 0, CopyRows = -1 };
        var thrown = Assert.Throws<UsageException>(() => TableFidelity.Of(Training, HeldOut, Made, options, _ => Assert.Fail("nothing is computed")));
        Assert.Equal(2, thrown.Violations.Count);
    }

    [Theory]
    [InlineData("shapes")]
    [InlineData("pairs")]
    [InlineData("associations of training rows")]
    [InlineData("associations of made rows")]
    [InlineData("two-sample test")]
    [InlineData("label prediction")]
    [InlineData("distances to training rows")]
    [InlineData("distances to held-out rows")]
    [InlineData("distances of held-out rows")]
    public void Each_part_tells_its_progress_and_is_cancelled_by_the_receiver_of_it(string part)
    {
        List<RowsDone> events = [];
        TableFidelity.Of(Training, HeldOut, Made, report: events.Add, cancellation: TestContext.Current.CancellationToken);
        var ofPart = events.Where(done => done.Part == part).ToList();
        Assert.Equal(ofPart.OrderBy(done => done.Done), ofPart);
        Assert.Equal(ofPart[^1].Total, ofPart[^1].Done);

        using var stop = new CancellationTokenSource();
        events.Clear();
        Assert.ThrowsAny<OperationCanceledException>(() => TableFidelity.Of(Training, HeldOut, Made, report: done =>
        {
            events.Add(done);
            if (done.Part == part) stop.Cancel();
        }, cancellation: stop.Token));
        Assert.Single(events, done => done.Part == part);
        Assert.Equal(part, events[^1].Part);
    }

    private static Table Drawn(int count, ulong seed)
    {
        var x = Rows.Uniform(count, seed);
        return Rows.Of((X, x), (C, Rows.Whole(count, 2, seed + 10)), (Label, Array.ConvertAll(x, value => value > 0.4 ? 1.0 : 0)));
    }
}
