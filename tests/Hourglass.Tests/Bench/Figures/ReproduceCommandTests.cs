using Hourglass.Tests.Cli;

namespace Hourglass.Tests.Bench.Figures;

public sealed class ReproduceCommandTests
{
    private const string Row = """
        {
          "title": "a small row", "model": "ae", "data": "rows.npz", "settings": { "hidden": [4], "latent": 2, "batch": 32, "loss": "gaussian" },
          "epochs": { "quick": 1, "paper": 2 }, "figures": [{ "name": "squared error", "metric": "mse_per_feature", "published": { "most": 100 } }],
          "source": "nobody", "protocol": "none", "seconds_per_epoch": 1
        }
        """;

    [Fact]
    public async Task A_row_is_trained_and_told_and_the_page_is_written()
    {
        using var folder = new TemporaryFolder();
        Samples.Rows(folder);
        folder.Write(Path.Combine("bench", "reproduction", "small.json"), System.Text.Encoding.UTF8.GetBytes(Row));
        var finished = await CommandLine.Succeed(folder, "reproduce --json", CommandLine.Figures);
        var told = finished.Result["rows"]!.AsArray();
        var row = Assert.Single(told)!;
        Assert.Equal("small", row["row"]!.GetValue<string>());
        Assert.Equal(1, row["epochs"]!.GetValue<int>());
        Assert.InRange(row["ours"]!.GetValue<double>(), 0, 1);
        Assert.Contains("| small |", File.ReadAllText(folder["bench", "REPRODUCTION.md"]), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["runs", "reproduction", "small", "run.json"]));

        // Nothing is left to do.
        var again = await CommandLine.Succeed(folder, "reproduce --json", CommandLine.Figures);
        Assert.Empty(again.Result["rows"]!.AsArray());
        Assert.Contains("1 of 2 epochs", (await CommandLine.Succeed(folder, "reproduce --list", CommandLine.Figures)).Said, StringComparison.Ordinal);
        var listed = await CommandLine.Succeed(folder, "reproduce --list --json", CommandLine.Figures);
        Assert.Equal("small", Assert.Single(listed.Result["rows"]!.AsArray())!["row"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("reproduce --budget large", 2, "budget is 'large'")]
    [InlineData("reproduce --nonsense", 2, "'--nonsense'")]
    [InlineData("reproduce nobody", 1, "there is no folder")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(string line, int status, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(expected, await CommandLine.Fail(folder, line, status, CommandLine.Figures), StringComparison.Ordinal);
    }
}
