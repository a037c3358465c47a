using Hourglass.Data;
using Hourglass.Figures;
using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Tests.Bench.Figures;

public sealed class ReproductionPageTests
{
    private static readonly Row Row = new()
    {
        Id = "row",
        Title = "a row",
        Model = "vae",
        Epochs = new BudgetEpochs(2, 10),
        Figures = [new Figure("loss", "loss_nats", Factor: 2, Offset: 1,
            Decimals: 1) { Published = new PublishedRange(20.00m, 22), Spread = 0.5, SpreadBasis = "two authors" }],
        Source = "a paper",
        Protocol = "as there",
        SecondsPerEpoch = 1,
    };

    private static Figure Unpublished => Row.Figure with { Published = null };

    [Fact]
    public void The_page_is_what_rows_and_results_make_of_it()
    {
        var folder = FigureTable.Reproduction(Docs.Repository.Root);
        Assert.Equal(ReproductionPage.Write(RowFiles.Load(folder.Rows), folder.Result), File.ReadAllText(folder.Page));
    }

    [Fact]
    public void Every_result_is_of_a_row_as_it_stands()
    {
        var folder = FigureTable.Reproduction(Docs.Repository.Root);
        var results = Directory.EnumerateFiles(folder.Results, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.All(RowFiles.Find(RowFiles.Load(folder.Rows), [.. results.DefaultIfEmpty("pca-30")]),
            row => Assert.True(folder.Result(row) is not null || !results.Contains(row.Id)));
    }

    [Theory]
    [InlineData(10.2, "21.4", "agrees")]
    [InlineData(9.3, "19.6", "-0.4, agrees")]
    [InlineData(11, "23.0", "+1.0")]
    public void A_figure_at_the_end_of_its_budget_is_held_against_the_published_range_in_the_sources_digits(double metric, string ours, string difference)
    {
        string[] expected = ["row", "a row", ours, "20.00 to 22", difference, "all 10 epochs, 500 draws", "1,234 s", "a paper"];
        Assert.Equal(expected, Words.Line(Row, Result(Point(10, metric))));
    }

    [Fact]
    public void An_intermediate_figure_is_compared_with_nothing()
    {
        Assert.Equal(["row", "a row", "201.0", "20.00 to 22", "in progress", "2 of 10 epochs, 500 draws", "1,234 s", "a paper"],
            Words.Line(Row, Result(Point(2, 100))));
        var page = ReproductionPage.Write([Row, Row with { Id = "ended" }], row => Result(Point(row.Id == "ended" ? 10 : 2, row.Id == "ended" ? 10 : 100)));
        Assert.Matches(@"\| row +\| a row +\| 201\.0 ", Section(page, "In progress"));
        Assert.DoesNotMatch(@"\n\| row +\| a row", Section(page, "Complete"));
        Assert.Matches(@"\| ended +\| a row +\| 21\.0 +\| 20\.00 to 22 +\| agrees +\| 0\.5: two authors", Section(page, "Complete"));
        Assert.Contains("2 rows have a published figure. 1 of them are complete: 1 agree with it, 0 lie above it and\n0 below. " +
            "1 are in progress or not started.",
            page, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_own_bars_stand_in_a_table_of_their_own()
    {
        var barred = Row with { Figures = [Row.Figure with { Published = null, Bar = new PublishedRange(Most: 20.5m) }] };
        Assert.Equal("bar ≤ 20.5", Words.Held(barred));
        Assert.Equal("missed by 0.5", Words.Difference(barred, Point(10, 10)));
        Assert.Equal("reached", Words.Difference(barred, Point(10, 9)));
        var page = ReproductionPage.Write([barred], _ => Result(Point(10, 10)));
        Assert.Contains("| missed by 0.5 |", Section(page, "Our own targets"), StringComparison.Ordinal);
        Assert.DoesNotContain("Complete", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 8.0, "reached")]
    [InlineData(10, 9.8, "missed")]
    [InlineData(2, 8.0, "reached so far")]
    public void A_pair_is_held_against_its_bar_after_the_most_epochs_of_both(int epochs, double metric, string verdict)
    {
        Row[] rows = [Row with { Id = "below", Figures = [Unpublished], Pair = new Pair("above", 1) }, Row with { Id = "above", Figures = [Unpublished] }];
        var page = ReproductionPage.Write(rows,
            row => row.Id == "above" ? Result(Point(1, 50), Point(epochs, 10)) : Result(Point(1, 50), Point(epochs, metric), Point(epochs + 1, 1)));
        Assert.Matches($@"\| below +\| above +\| {epochs} +\| {(2 * metric) + 1:F1}, 21\.0 \(500 draws\) \| {20 - (2 * metric):F1} +\| 1\.0 +\| {verdict} +\|",
            Section(page, "Pairs"));

        // The pair ends with the smaller budget.
        rows[0] = rows[0] with { Epochs = new BudgetEpochs(2, 20) };
        var ended = ReproductionPage.Write(rows, _ => Result(Point(10, 8)));
        Assert.Matches(@"\| below .*\| missed +\|", Section(ended, "Pairs"));
        Assert.Contains("'nobody'", Assert.Throws<HourglassException>(() => ReproductionPage.Write([rows[0] with { Pair = new Pair("nobody", 1) }],
            _ => null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_been_run_says_so()
    {
        Assert.Equal(["row", "a row", "–", "20.00 to 22", "not run", "0 of 10 epochs", "–", "a paper"], Words.Line(Row, null));
        Assert.Contains("closed form", Words.Line(Row with { Epochs = null }, Result(Point(0, 10))));
        Assert.Equal("≤ 5.0", Words.Held(Row with { Figures = [Row.Figure with { Published = new PublishedRange(Most: 5.0m) }] }));
        Assert.Equal("–", Words.Held(Row with { Figures = [Unpublished] }));
    }

    [Fact]
    public void The_way_to_the_figure_is_shown()
    {
        var page = ReproductionPage.Write([Row], _ => Result(Point(1, 12), Point(2, 11)));
        Assert.Contains("| 1: 25.0 (500), 2: 23.0 (500) |", page, StringComparison.Ordinal);
        Assert.Contains("20140401", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_of_another_training_are_told_apart_and_said_to_be_so()
    {
        var first = Result(Point(1, 12), Point(2, 11)) with { Version = "0.1.0+0123456789abcdef", Machine = "an old machine" };
        var result = Result(first.MarkedPoints) with { Version = "0.1.0+fedcba9876543210" };
        result = result.With(Point(5, 10));
        Assert.Equal(["0.1.0+0123456789abcdef", "0.1.0+fedcba9876543210"], result.Trainings.Select(training => training.Version));
        var page = ReproductionPage.Write([Row], _ => result);
        Assert.Contains("| 1: 25.0* (500), 2: 23.0* (500), 5: 21.0 (500) |", page, StringComparison.Ordinal);
        Assert.Contains("- row: points marked * are from another run (0.1.0+0123456 on an old machine) than the last point (0.1.0+fedcba9 on a machine).", page,
            StringComparison.Ordinal);
        Assert.Contains("- Machine: an old machine; a machine", page, StringComparison.Ordinal);
        Assert.DoesNotContain('*', Section(ReproductionPage.Write([Row], _ => first), "Curves"));

        // Equal versions are two trainings where their runs are.
        Assert.Equal(2, (Result(first.MarkedPoints) with { Version = first.Version, Run = "b" }).With(Point(5, 10)).Trainings.Count);
    }

    [Fact]
    public void A_result_whose_options_meant_something_else_says_so()
    {
        var recipe = Catalog.Find(Row.Model);
        var traits = new DataTraits(new DataShape(1, 28, 28), InUnitInterval: true);
        var meaning = new Meaning
        {
            Blueprint = BlueprintDocument.Of(recipe.ToBlueprint(recipe.Read(Row.Settings), traits)),
            Options = new TrainingOptions { Epochs = 7, Engine = Hourglass.Engines.Engine.Torch },
            Traits = traits,
            DataFingerprint = "0123",
        };
        var same = Result(Point(10, 10)) with { Meaning = meaning };
        Assert.False(same.MeantOtherThan(Row));
        Assert.False(Result(Point(10, 10)).MeantOtherThan(Row));
        Meaning[] others = [meaning with { Options = meaning.Options with { LearningRate = 0.5 } },
            meaning with { Blueprint = meaning.Blueprint with { Particles = 2 } }];
        Assert.All(others, other =>
        {
            var result = same with { Meaning = other };
            Assert.True(result.MeantOtherThan(Row));
            Assert.Contains("- row: its options had another meaning when it was trained (0.1.0)", ReproductionPage.Write([Row], _ => result),
                StringComparison.Ordinal);
            Assert.Contains("all 10 epochs, 500 draws, with options that had another meaning", Words.Line(Row, result));
        });
    }

    [Fact]
    public void Repetitions_with_other_seeds_are_rows_and_their_means_stand_on_the_page_at_equal_epochs()
    {
        Row[] rows = [.. (Row with { Seeds = 3 }).WithRepetitions()];
        Assert.Equal(["row", "row-seed-2", "row-seed-3"], rows.Select(row => row.Id));
        Assert.Equal([null, "2", "3"], rows.Select(row => row.Settings.GetValueOrDefault("seed")));
        Assert.Equal(3, rows.Select(row => row.Title).Distinct().Count());

        // 2 x 10 + 1, 2 x 11 + 1, 2 x 15 + 1 after the two epochs that all have, as they have the first one; one has been trained on.
        var page = ReproductionPage.Write(rows,
            row => row.Id == "row" ? Result(Point(1, 10), Point(2, 10), Point(5, 9)) : Result(Point(1, 10), Point(2, row.Id == "row-seed-2" ? 11 : 15)));
        Assert.Matches(@"\| row +\| loss +\| 1 of 10 +\| 21\.0 \| 21\.0, 21\.0, 21\.0 +\|\n\| row +\| loss +\| 2 of 10 +\| 25\.0 \| 21\.0, 23\.0, 31\.0 +\|",
            page);
        Assert.DoesNotContain("row-seed-2", page[page.IndexOf("## Protocols", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Matches(@"\| row +\| loss +\| – +\| – +\| not run +\|", ReproductionPage.Write(rows, row => row.Id == "row" ? Result(Point(2, 10)) : null));
    }

    [Fact]
    public void What_is_not_a_number_neither_agrees_nor_reaches_a_bar()
    {
        Assert.False(Words.Agrees(Row, Point(10, double.NaN)));
        Assert.StartsWith("missed", Words.Difference(Row with { Figures = [Row.Figure with { Published = null, Bar = new PublishedRange(Most: 20.5m) }] },
            Point(10, double.NaN)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_of_another_split_is_of_the_metrics_of_that_split()
    {
        var other = Row.Figure with { Split = "train" };
        var row = Row with { Figures = [Row.Figure, other] };
        var point = Point(10, 1);
        Assert.Contains("not been evaluated on the train examples", Assert.Throws<HourglassException>(() => row.Value(other, point)).Message,
            StringComparison.Ordinal);
        point = point with { Further = new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal) { ["train"] = Point(10, 5).Metrics } };
        Assert.Equal((3.0, 11.0), (row.Value(row.Figure, point), row.Value(other, point)));
    }

    [Fact]
    public void A_missing_metric_is_named()
    {
        var figure = Row.Figure with { Metric = "mig" };
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal) { ["loss_nats"] = 1 };
        Assert.Contains("'mig' but loss_nats", Assert.Throws<HourglassException>(() => figure.Of(metrics)).Message, StringComparison.Ordinal);
    }

    /// <summary>What stands under a heading of the page.</summary>
    private static string Section(string page, string title) => page[page.IndexOf($"## {title}\n", StringComparison.Ordinal)..].Split("\n## ")[0];

    private static Point Point(int epochs, double metric) => new()
    {
        Epochs = epochs,
        Evaluate = new Dictionary<string, string>(StringComparer.Ordinal),
        Metrics = new Dictionary<string, double>(StringComparer.Ordinal) { ["loss_nats"] = metric, ["nll_samples"] = 500 },
        Seconds = 1234,
        EvaluationSeconds = 5,
    };

    private static RowResult Result(params IReadOnlyList<Point> points) => new()
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
