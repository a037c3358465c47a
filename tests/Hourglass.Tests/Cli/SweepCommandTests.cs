using System.Text.Json.Nodes;
using Hourglass.Data;

namespace Hourglass.Tests.Cli;

/// <summary>A sweep and the scores of disentanglement from the command line.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private const string Sweep = "sweep --data rows.npz --model vae --latent 1..2 --seeds 1,2 --set hidden=[8] batch=16 --epochs 2 --threads 2 --out sweep";
    private readonly TemporaryFolder folder = new();

    public SweepCommandTests() => Samples.Rows(folder);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_sweep_ends_with_a_table_a_page_and_one_recommendation()
    {
        var result = (await CommandLine.Succeed(folder, Sweep + " --json")).Result;
        Assert.Equal(4, result["runs"]!.AsArray().Count);
        Assert.Equal("nll_nats", (string)result["figure"]!);
        Assert.Equal([1, 2], result["rows"]!.AsArray().Select(row => (int)row!["latent"]!));
        Assert.Contains((int)result["recommendation"]!["latent"]!, new[] { 1, 2 });
        Assert.All(result["rows"]!.AsArray(),
            row => Assert.True((double)row!["pca_mse_per_feature"]! > 0 && (double)row["code_similarity"]! > 0 && row["held_out"]!["knn_accuracy"] is not null
            && row["held_out"]!["probe_accuracy"] is not null));
        Assert.True((double)result["intrinsic_dimensions"]!["two_nearest_neighbours"]! > 0);

        var page = await File.ReadAllTextAsync(folder["sweep", "sweep.html"], TestContext.Current.CancellationToken);
        Assert.Contains("Take ", page, StringComparison.Ordinal);
        Assert.Contains("class=\"spread c0\"", page, StringComparison.Ordinal);
        Assert.Contains("PCA", page, StringComparison.Ordinal);

        // The same again trains nothing and says the same.
        var document = JsonNode.Parse(await File.ReadAllTextAsync(folder["sweep", "sweep.json"], TestContext.Current.CancellationToken))!;
        var again = await CommandLine.Succeed(folder, Sweep);
        Assert.Contains("4/4", again.Out, StringComparison.Ordinal);
        Assert.Contains((string)document["recommendation"]!["reason"]!, again.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "standard", true)]
    [InlineData("--set scale=standard", "standard", false)]
    [InlineData("--set scale=none", "none", false)]
    public async Task Rows_scaled_unasked_are_told_by_sweep_and_train(string set, string scale, bool isTold)
    {
        NpyFile.Write(folder["wide.npy"], Samples.Numbers(240, scale: 50), 40, 6);
        var swept = await CommandLine.Succeed(folder, $"sweep --data wide.npy --model pca --latent 1,2 --out wide {set}".TrimEnd());
        Assert.Equal(isTold ? 1 : 0, swept.Out.Split("Rows outside [0, 1] are scaled to mean 0 and deviation 1").Length - 1);
        var trained = await CommandLine.Succeed(folder, $"train --data wide.npy --model pca --latent 1 --out run --json {set}".TrimEnd());
        Assert.Equal(scale, (string)trained.Result["scale"]!);
    }

    [Fact]
    public async Task A_signal_leaves_a_sweep_that_the_same_command_continues()
    {
        var line = Sweep.Replace("--epochs 2", "--epochs 200", StringComparison.Ordinal).Replace("--threads 2", "--threads 1", StringComparison.Ordinal);
        var stopped = await CommandLine.RunAndSignal(folder, "INT", "1/4", line);
        Assert.Contains("The sweep in 'sweep' was interrupted; run the same command again to continue it.", CommandLine.Sentence(stopped, status: 1),
            StringComparison.Ordinal);
        Assert.False(File.Exists(folder["sweep", "sweep.json"]));
        Assert.Contains("Take ", (await CommandLine.Succeed(folder, line)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--latent 8..2", "latent is '8..2'; give whole numbers from 1 separated by commas")]
    [InlineData("--latent 2 --set loss=bernoulli,gaussian", "loss is given 2 values")]
    [InlineData("--latent 2 --set beta=1,4", "There is no option 'beta' for the model 'vae'")]
    [InlineData("--latent 2 --seeds x", "seeds is 'x'; give whole numbers from 0")]
    [InlineData("--latent 2,7 --set hidden=[8]", "The latent size is 7, above the 6 numbers of an example")]
    public async Task Wrong_usage_is_explained(string part, string expected)
    {
        Assert.Contains(expected, await CommandLine.Fail(folder, $"sweep --data rows.npz --model vae --out sweep {part}", status: 2), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["sweep"]));
    }

    [Fact]
    public async Task Sprites_are_trained_on_and_scored()
    {
        Hourglass.Runs.Run.Train(
            new Hourglass.Runs.RunRequest("sprites:300", "ae",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["latent"] = "2", ["hidden"] = "[]", ["epochs"] = "1" }, folder["run"]),
            cancellation: TestContext.Current.CancellationToken);
        var result = (await CommandLine.Succeed(folder, "evaluate run --data sprites:300 --json")).Result;
        foreach (var name in new[] { "mig", "sap", "dci_disentanglement", "dci_completeness", "dci_informativeness", "factor_vae_score", "beta_vae_score" })
            Assert.InRange((double)result[name]!, 0, 1);
        Assert.Equal(["shape", "scale", "rotation", "x", "y"], result["protocol"]!["disentanglement"]!["factors"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(10000, (int)result["protocol"]!["disentanglement"]!["votes"]!);
    }
}
