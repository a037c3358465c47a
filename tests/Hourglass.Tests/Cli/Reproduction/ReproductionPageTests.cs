using Hourglass.Cli.Reproduction;

namespace Hourglass.Tests.Cli.Reproduction;

public sealed class ReproductionPageTests
{
    private static readonly ReproductionRow Row = new()
    {
        Id = "row",
        Title = "a row",
        Model = "vae",
        Epochs = new ReproductionEpochs(2, 10),
        Figure = new ReproducedFigure("loss", "loss_nats", Factor: 2, Offset: 1, Decimals: 1),
        Published = new PublishedRange(20, 22),
        Spread = 0.5,
        Source = "a paper",
        Protocol = "as there",
        SecondsPerEpoch = 1,
    };

    [Fact]
    public void The_page_is_what_rows_and_results_make_of_it()
    {
        var folder = new ReproductionFolder(Docs.Repository.Root);
        Assert.Equal(ReproductionPage.Write(ReproductionRows.Load(folder.Rows), folder.Result), File.ReadAllText(folder.Page));
    }

    [Fact]
    public void Every_result_is_of_a_row_as_it_stands()
    {
        var folder = new ReproductionFolder(Docs.Repository.Root);
        var results = Directory.EnumerateFiles(Path.Combine(folder.Rows, "results"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.All(ReproductionRows.Find(ReproductionRows.Load(folder.Rows), [.. results.DefaultIfEmpty("pca-30")]), row => Assert.True(folder.Result(row) is not null || !results.Contains(row.Id)));
    }

    [Theory]
    [InlineData(10.2, "21.4", "agrees")]
    [InlineData(9.3, "19.6", "-0.4, agrees")]
    [InlineData(11, "23.0", "+1.0")]
    public void A_figure_is_held_against_the_published_range(double metric, string ours, string difference)
    {
        string[] expected = ["row", "a row", ours, "20.0 to 22.0", difference, "2 of 10 epochs, 500 draws", "1,234 s", "a paper"];
        Assert.Equal(expected, ReproductionPage.Line(Row, Result(Point(2, metric))));
    }

    [Fact]
    public void What_has_not_been_run_says_so()
    {
        Assert.Equal(["row", "a row", "–", "20.0 to 22.0", "not run", "0 of 10 epochs", "–", "a paper"], ReproductionPage.Line(Row, null));
        Assert.Contains("10 epochs, the paper's, 500 draws", ReproductionPage.Line(Row, Result(Point(10, 10))));
        Assert.Contains("closed form", ReproductionPage.Line(Row with { Epochs = null }, Result(Point(0, 10))));
        Assert.Equal("≤ 5.0", ReproductionPage.Published(Row with { Published = new PublishedRange(Most: 5) }));
        Assert.Equal("–", ReproductionPage.Published(Row with { Published = null }));
    }

    [Fact]
    public void The_way_to_the_figure_is_shown()
    {
        var page = ReproductionPage.Write([Row], _ => Result(Point(1, 12), Point(2, 11)));
        Assert.Contains("| 1: 25.0 (500), 2: 23.0 (500) |", page, StringComparison.Ordinal);
        Assert.Contains("20140401", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Repetitions_with_other_seeds_are_rows_and_their_mean_stands_on_the_page()
    {
        ReproductionRow[] rows = [.. (Row with { Seeds = 3 }).WithRepetitions()];
        Assert.Equal(["row", "row-seed-2", "row-seed-3"], rows.Select(row => row.Id));
        Assert.Equal([null, "2", "3"], rows.Select(row => row.Settings.GetValueOrDefault("seed")));
        Assert.Equal(3, rows.Select(row => row.Title).Distinct().Count());

        // 2 x 10 + 1, 2 x 11 + 1, 2 x 15 + 1 after the two epochs that all have; one has been trained on.
        var page = ReproductionPage.Write(rows, row => row.Id == "row" ? Result(Point(2, 10), Point(5, 9)) : Result(Point(1, 20), Point(2, row.Id == "row-seed-2" ? 11 : 15)));
        Assert.Matches(@"\| row +\| loss +\| 2 +\| 25\.0 \| 21\.0, 23\.0, 31\.0 +\|", page);
        Assert.DoesNotContain("row-seed-2", page[page.IndexOf("## Protocols", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Matches(@"\| row +\| loss +\| – +\| – +\| not run +\|", ReproductionPage.Write(rows, row => row.Id == "row" ? Result(Point(2, 10)) : null));
    }

    [Fact]
    public void A_missing_metric_is_named()
    {
        var figure = Row.Figure with { Metric = "mig" };
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal) { ["loss_nats"] = 1 };
        Assert.Contains("'mig' but loss_nats", Assert.Throws<HourglassException>(() => figure.Of(metrics)).Message, StringComparison.Ordinal);
    }

    private static ReproductionPoint Point(int epochs, double metric) => new()
    {
        Epochs = epochs,
        Evaluate = new Dictionary<string, string>(StringComparer.Ordinal),
        Metrics = new Dictionary<string, double>(StringComparer.Ordinal) { ["loss_nats"] = metric, ["nll_samples"] = 500 },
        Seconds = 1234,
        EvaluationSeconds = 5,
    };

    private static ReproductionResult Result(params IReadOnlyList<ReproductionPoint> points) => new()
    {
        Model = "vae",
        Data = "mnist",
        Settings = Row.Settings,
        Seed = 1,
        Engine = "fused",
        Version = "0.1.0",
        Machine = "a machine",
        Runtime = ".NET",
        Points = points,
    };
}
