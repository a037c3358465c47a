using System.Text;
using Hourglass.Tests.Cli;

namespace Hourglass.Tests.Bench.Figures;

public sealed class QualityCommandTests
{
    private const string Row = """
        {
          "title": "a small row", "model": "ae", "data": "rows.npz", "settings": { "hidden": [4], "latent": 2, "batch": 32, "loss": "gaussian" },
          "epochs": { "quick": 1, "paper": 1 }, "seeds": 2, "figures": [
            { "name": "error, train", "metric": "mse_per_feature", "split": "train", "bar": { "most": 100 } },
            { "name": "error, test", "metric": "mse_per_feature", "bar": { "least": 100 } }
          ], "source": "nobody", "protocol": "none", "seconds_per_epoch": 1
        }
        """;

    [Fact]
    public async Task Every_seed_is_trained_once_and_the_worst_is_held_against_each_bar()
    {
        using var folder = new TemporaryFolder();
        Samples.Rows(folder);
        folder.Write(Path.Combine("bench", "quality", "small.json"), Encoding.UTF8.GetBytes(Row));
        var finished = await CommandLine.Succeed(folder, "quality --seeds 1,2 --write", CommandLine.Figures);
        Assert.Equal(finished.Out, File.ReadAllText(folder["bench", "quality", "RESULTS.md"]));
        Assert.Matches(@"\| small \| error, train \| [\d.]+ +\| [\d.]+ +\| [\d.]+ +\| ≤ 100 \| reached +\| nobody +\|\n\| small \| error, test  \|.*\| ≥ 100 \| NOT reached \| as above +\|", finished.Out);
        Assert.True(File.Exists(folder["runs", "quality", "small-seed-2", "run.json"]));

        var again = await CommandLine.Succeed(folder, "quality --seeds 1,2", CommandLine.Figures);
        Assert.Equal(finished.Out, again.Out);
        Assert.DoesNotContain("epoch 1/1", again.Error, StringComparison.Ordinal);
        Assert.Contains("reached by 2 of 3 seeds so far", (await CommandLine.Succeed(folder, "quality --table", CommandLine.Figures)).Out,
            StringComparison.Ordinal);
        Assert.Contains("'nobody'", await CommandLine.Fail(folder, "quality nobody", status: 2, CommandLine.Figures), StringComparison.Ordinal);
    }
}
