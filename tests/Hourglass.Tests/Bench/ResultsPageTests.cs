using Hourglass.Quality;
using Hourglass.Runs;
using Hourglass.Training;

namespace Hourglass.Tests.Bench;

public sealed class ResultsPageTests
{
    private static readonly Row Conv = Rows.Find(["conv-ae"])[0];
    private static readonly Row Pca = Rows.Find(["pca-30"])[0];

    [Fact]
    public void A_line_holds_every_seed_the_worst_the_bar_the_verdict_and_the_reference()
    {
        var page = Page((Conv, Result(2, 0.0631, 28_353)), (Conv, Result(1, 0.0616, 28_353)));
        Assert.Equal(["conv-ae", "cross-entropy, test (nats per pixel)", "0.06160", "0.06310", "0.06310", "≤ 0.0625", "NOT reached", Conv.Reference], Line(page, "cross-entropy"));
        Assert.Equal(["conv-ae", "parameters", "28,353", "28,353", "28,353", "= 28,353", "reached", "as above"], Line(page, "parameters "));
    }

    [Fact]
    public void A_row_that_is_not_trained_says_so()
    {
        var page = Page((Conv, Result(1, 0.06, 28_353)));
        Assert.Equal(["pca-30", "squared error, test (per image)", "–", "–", "–", "13.87 ± 0.01", "not run", Pca.Reference], Line(page, "squared error"));
        Assert.Contains("reached by 1 of 2 seeds so far", Line(page, "cross-entropy"));
    }

    [Fact]
    public void Machine_versions_commands_and_times_are_told()
    {
        var page = Page((Conv, Result(2, 0.06, 28_353)), (Conv, Result(1, 0.06, 28_353)));
        Assert.Contains("- Machine: a processor, 2 cores\n", page, StringComparison.Ordinal);
        Assert.Contains("- Runtime: .NET 10, libtorch 2\n", page, StringComparison.Ordinal);
        Assert.Contains("- Hourglass: 0.1.0+abc (", page, StringComparison.Ordinal);
        Assert.Equal(
            ["conv-ae", "50", "10, 20", "2", "`./hourglass train --data mnist --model ae --epochs 50 --batch 128 --set network=conv 'channels=[32,32]' downsampling=pool head=spatial learning_rate=0.003 schedule=cosine --seed 1 --out runs/quality/conv-ae-seed1`"],
            Line(page, "network=conv"));
    }

    [Fact]
    public void The_lines_of_a_table_are_equally_long()
    {
        var lengths = Page().Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Length).Distinct();
        Assert.Equal(2, lengths.Count());
    }

    private static string Page(params (Row Row, QualityResult Result)[] results) =>
        ResultsPage.Write([Pca, Conv], [1, 2], results.ToLookup(pair => pair.Row.Id, pair => pair.Result, StringComparer.Ordinal), "a processor, 2 cores");

    private static string[] Line(string page, string part) =>
        [.. page.Split('\n').Single(line => line.StartsWith('|') && line.Contains(part, StringComparison.Ordinal)).Trim('|').Split('|').Select(cell => cell.Trim())];

    private static QualityResult Result(long seed, double crossEntropy, double parameters) => Result(seed, [crossEntropy, parameters]);

    /// <summary>A finished run of these figures.</summary>
    internal static QualityResult Result(long seed, double[] values) => new(
        seed,
        new RunDocument
        {
            Version = "0.1.0+abc",
            Model = "ae",
            Data = "mnist",
            DataFingerprint = "f",
            Settings = Conv.Settings(seed),
            Options = new TrainingOptions(),
            Machine = "a machine",
            Runtime = ".NET 10, libtorch 2",
            Stopped = StopReason.Finished,
            WallSeconds = 10 * seed,
        },
        values,
        Threads: 2);
}
