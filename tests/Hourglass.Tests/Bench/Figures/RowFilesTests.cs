using Hourglass.Cli.Commands;
using Hourglass.Evaluation;
using Hourglass.Figures;

namespace Hourglass.Tests.Bench.Figures;

public sealed class RowFilesTests
{
    private static readonly FigureTable Folder = FigureTable.Reproduction(Docs.Repository.Root);
    private static readonly IReadOnlyList<Row> All = RowFiles.Load(Folder.Rows);
    private static readonly string[] SchedulesOfTheWholeRun = ["linear", "cosine", "exponential"];

    public static TheoryData<string> Ids => [.. All.Select(row => row.Id)];

    [Fact]
    public void The_figures_that_the_literature_is_quoted_for_are_there()
    {
        string[] required =
        [
            "ae-dense", "ae-sparse", "ae-deep", "ae-conv", "ae-conv-denoising", "ae-conv-small", "ae-2d-linear", "ae-2d-tanh",
            "vae-2d", "vae-2d-mse", "pca-30", "deep-ae-30",
            "vae-1", "vae-5", "vae-50", "iwae-1", "iwae-5", "iwae-50", "iwae2-1", "iwae2-5", "iwae2-50", "vae2-5", "vae2-50", "miwae", "piwae", "ciwae",
            "sphere-10", "vae-400-40", "vamp-500", "hvae-4", "short-mean-field", "short-mean-field-sampled", "short-iaf", "vae-sprites", "beta-tc-sprites",
                "factor-sprites",
        ];
        Assert.Empty(required.Except(All.Select(row => row.Id)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_tool_knows_what_a_row_asks_for(string id)
    {
        var row = RowFiles.Find(All, [id])[0];
        Catalog.Find(row.Model).Read(row.Settings);
        Assert.DoesNotContain("epochs", row.Settings.Keys);
        foreach (var options in new[] { row.Evaluate, row.CurveEvaluate }) _ = EvaluationOptions.Read(options);
        Assert.True(row.SecondsPerEpoch > 0);
        Assert.All(row.Figures, figure =>
        {
            Assert.Contains(figure.Split, new[] { "test", "train" });
            Assert.True(figure.Spread >= 0);

            // No figure agrees by a spread that nobody has measured.
            Assert.Equal(figure.Spread > 0, !string.IsNullOrWhiteSpace(figure.SpreadBasis));
            Assert.True(figure.Published is null || figure.Bar is null);
            if (figure.Published is { } published) Assert.True(published.Least is null || published.Most is null || published.Least <= published.Most);
        });
        if (row.Pair is { } pair) AssertComparable(row, RowFiles.Find(All, [pair.Row])[0]);
        if (row.Epochs is not { } epochs) return;
        Assert.InRange(epochs.Quick, 1, epochs.Paper);
        Assert.Equal(row.Curve.Order(), row.Curve);

        // What goes on from a smaller budget must have had the learning rates of the larger one.
        if (row.Curve.Count > 0 || epochs.Quick < epochs.Paper)
            Assert.DoesNotContain(row.Settings.GetValueOrDefault("schedule", "constant"), SchedulesOfTheWholeRun);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_row_is_said_to_cost_is_what_its_training_took(string id)
    {
        var row = RowFiles.Find(All, [id])[0];
        if (row.Epochs is null || Folder.Result(row)?.Last is not { } last) return;
        Assert.InRange(row.SecondsPerEpoch / (last.Seconds / last.Epochs), 1.0 / 3, 3);
    }

    [Fact]
    public void A_published_figure_keeps_the_digits_of_its_source()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "row.json", """{ "title": "t", "model": "ae", "figures": [{ "name": "n", "metric": "m", "published": { "least": 86.40, "most": 87.0 } }], "source": "s", "protocol": "p", "seconds_per_epoch": 1 }""");
        Assert.Equal("86.40 to 87.0", Assert.Single(RowFiles.Load(folder.Root)).Figure.Published!.Text);
    }

    [Fact]
    public void A_row_takes_from_its_protocol_what_it_does_not_say()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "protocols/base.json",
            """{ "settings": { "batch": 20, "hidden": [8, 4] }, "figures": [{ "split": "train", "decimals": 3 }], "source": "s", "protocol": "p", "seconds_per_epoch": 1 }""");
        Write(folder, "protocols/upper.json",
            """{ "like": "base", "settings": { "seed": 3 }, "figures": [{ "spread": 2 }, { "name": "o", "metric": "ssim" }] }""");
        Write(folder, "row.json", """{ "like": "upper", "title": "t", "model": "ae", "settings": { "batch": 32, "loss": "gaussian" }, "figures": [{ "name": "n", "metric": "mse_per_feature" }] }""");
        var row = Assert.Single(RowFiles.Load(folder.Root));
        Assert.Equal(("row", "t", "train", 2.0), (row.Id, row.Title, row.Figure.Split, row.Figure.Spread));
        Assert.Equal([new Figure("n", "mse_per_feature", Decimals: 3, Split: "train") { Spread = 2 }, new Figure("o", "ssim")], row.Figures);
        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["batch"] = "32", ["hidden"] = "[8,4]", ["seed"] = "3", ["loss"] = "gaussian" },
            row.Settings);
    }

    [Theory]
    [InlineData("""{ "titel": "t" }""")]
    [InlineData("""{ "title": "t", "model": "ae" }""")]
    [InlineData("""{ "title": "t", "model": "ae", "figures": [], "source": "s", "protocol": "p", "seconds_per_epoch": 1 }""")]
    [InlineData("nonsense")]
    [InlineData("""{ "like": "nobody" }""")]
    public void A_row_that_cannot_be_read_is_named(string text)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "broken.json", text);
        Assert.Contains("broken.json", Assert.Throws<HourglassException>(() => RowFiles.Load(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_row_has_is_refused() =>
        Assert.Contains("'iwae-6'", Assert.Throws<UsageException>(() => RowFiles.Find(All, ["iwae-6"])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_budget_ends_with_its_own_epochs_and_the_papers_is_evaluated_in_full_there()
    {
        var row = RowFiles.Find(All, ["iwae-5"])[0] with { Epochs = new BudgetEpochs(40, 3280), Curve = [4, 40, 121] };
        Assert.Equal([4, 40], row.Stops(ReproduceBudget.Quick));
        Assert.Equal([4, 40, 121, 3280], row.Stops(ReproduceBudget.Paper));
        Assert.Equal(["500", "500", "500", "5000"], new[] { 4, 40, 121, 3280 }.Select(epochs => row.EvaluateAt(epochs)["nll_samples"]));
        Assert.Equal([0], RowFiles.Find(All, ["pca-30"])[0].Stops(ReproduceBudget.Paper));
    }

    private static void Write(TemporaryFolder folder, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], text);
    }

    /// <summary>Two rows come to the end of the smaller of their budgets with the same figure, taken in the same way.</summary>
    private static void AssertComparable(Row row, Row other)
    {
        Assert.Equal(Bare(row), Bare(other));
        var end = Math.Min(row.Epochs!.Paper, other.Epochs!.Paper);
        Assert.All(new[] { row, other }, one => Assert.Contains(end, one.Stops(ReproduceBudget.Paper)));
        Assert.Equal(row.EvaluateAt(end), other.EvaluateAt(end));

        static Figure Bare(Row one) => one.Figure with { Published = null, Spread = 0, SpreadBasis = null };
    }
}
