using Hourglass.Figures;

namespace Hourglass.Tests.Bench.Figures;

public sealed class QualityPageTests
{
    private static readonly IReadOnlyList<Row> All = RowFiles.Load(FigureTable.Quality(Docs.Repository.Root).Rows);
    private static readonly Row Conv = RowFiles.Find(All, ["conv-ae"])[0];
    private static readonly Row Pca = RowFiles.Find(All, ["pca-30"])[0];

    [Fact]
    public void Every_row_is_understood_and_each_of_its_figures_has_a_bar()
    {
        Assert.Equal(7, All.Count(row => row.Repeats is null));
        Assert.All(All, row => Catalog.Find(row.Model).Read(row.Settings));
        Assert.All(All.SelectMany(row => row.Figures), figure => Assert.NotNull(figure.Bar));
    }

    [Fact]
    public void Seeds_are_different_whole_numbers()
    {
        Assert.Equal([1UL, 2, 30], SeedList.Parse("1, 2,30"));
        foreach (var text in new[] { "", "1,", "1,1", "-1", "a" }) Assert.Throws<UsageException>(() => SeedList.Parse(text));
    }

    [Fact]
    public void A_line_holds_every_seed_the_worst_the_bar_the_verdict_and_the_reference()
    {
        var page = Page((2, 0.0631), (1, 0.0616));
        Assert.Equal(["conv-ae", "cross-entropy, test (nats per pixel)", "0.06160", "0.06310", "0.06310", "≤ 0.0625", "NOT reached", Conv.Source],
            Line(page, "cross-entropy"));
        Assert.Equal(["conv-ae", "parameters", "28,353", "28,353", "28,353", "= 28,353", "reached", "as above"], Line(page, "parameters "));
    }

    [Fact]
    public void A_row_that_is_not_trained_says_so()
    {
        var page = Page((1, 0.06));
        Assert.Equal(["pca-30", "squared error, test (per image)", "–", "–", "–", "13.87 ± 0.01", "not run", Pca.Source], Line(page, "squared error"));
        Assert.Contains("reached by 1 of 2 seeds so far", Line(page, "cross-entropy"));
    }

    [Fact]
    public void Machine_versions_commands_and_times_are_told()
    {
        var page = Page((2, 0.06), (1, 0.06));
        Assert.Contains("- Machine: a machine\n", page, StringComparison.Ordinal);
        Assert.Contains("- Runtime: .NET 10, libtorch 2\n", page, StringComparison.Ordinal);
        Assert.Contains("- Hourglass: 0.1.0+abc (", page, StringComparison.Ordinal);
        Assert.Equal(
            ["conv-ae", "50", "10, 20", "2",
                "`./hourglass train --data mnist --model ae --epochs 50 --batch 128 --set network=conv 'channels=[32,32]' downsampling=pool head=spatial " +
                "learning_rate=0.003 schedule=cosine --seed 1 --out runs/quality/conv-ae`"],
            Line(page, "network=conv"));
    }

    [Fact]
    public void The_lines_of_a_table_are_equally_long()
    {
        var lengths = Page().Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Length).Distinct();
        Assert.Equal(2, lengths.Count());
    }

    private static string Page(params (int Seed, double CrossEntropy)[] results) => QualityPage.Write([Pca, Conv], [1, 2], row =>
        results.FirstOrDefault(one => row.Model == "ae" && $"{one.Seed}" == row.Settings.GetValueOrDefault("seed", "1")) is { Seed: > 0 } found
            ? Result(row, found.Seed, [("bce_per_feature", found.CrossEntropy), ("parameters", 28_353)])
            : null);

    private static string[] Line(string page, string part) =>
        [.. page.Split('\n').Single(line => line.StartsWith('|') && line.Contains(part,
            StringComparison.Ordinal)).Trim('|').Split('|').Select(cell => cell.Trim())];

    /// <summary>What a seed of a row has reached.</summary>
    internal static RowResult Result(Row row, int seed, (string Name, double Value)[] metrics) => new()
    {
        Model = row.Model,
        Data = row.Data,
        Settings = row.Settings,
        Seed = (ulong)seed,
        Engine = "fused",
        Version = "0.1.0+abc",
        Machine = "a machine",
        Runtime = ".NET 10, libtorch 2",
        Points =
        [
            new Point
            {
                Epochs = row.Epochs?.Paper ?? 0,
                Evaluate = row.Evaluate,
                Metrics = metrics.ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal),
                Seconds = 10 * seed,
                EvaluationSeconds = 1,
                Training = new PointTraining { Version = "0.1.0+abc", Machine = "a machine", Runtime = ".NET 10, libtorch 2", Engine = "fused", Threads = 2 },
            },
        ],
    };
}
