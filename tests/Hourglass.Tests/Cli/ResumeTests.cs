using Hourglass.Data;
using Hourglass.Runs;

namespace Hourglass.Tests.Cli;

/// <summary>A signal stops a run cleanly, and what continues it ends where an uninterrupted one does.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Settings = "latent=2 hidden=[8] epochs=100 batch=8 seed=5";
    private const string Train = "train --data rows.npz --model vae --threads 1 --out run --set " + Settings;
    private readonly TemporaryFolder folder = new();

    public ResumeTests() => Samples.Rows(folder);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signalled_run_continues_to_the_same_weights(string signal)
    {
        var stopped = await CommandLine.RunAndSignal(folder, signal, "epoch 2/", Train);
        Assert.Contains("continue it with: hourglass train --resume --out run", CommandLine.Sentence(stopped, status: 1), StringComparison.Ordinal);
        Assert.DoesNotContain("epoch 100/100", stopped.Out, StringComparison.Ordinal);

        var resumed = await CommandLine.Succeed(folder, "train --resume --out run --threads 1");
        Assert.Contains("epoch 100/100", resumed.Out, StringComparison.Ordinal);
        Samples.Train(folder, "rows.npz", "vae", Settings, "whole");
        Assert.Equal(File.ReadAllBytes(folder["whole", "weights.safetensors"]), File.ReadAllBytes(folder["run", "weights.safetensors"]));
        Assert.Equal(Enumerable.Range(1, 100), new RunFolder(folder["run"]).ReadMetrics().Select(line => line.Epoch));
    }

    [Fact]
    public async Task Resuming_on_changed_data_is_refused()
    {
        Samples.Train(folder, "rows.npz", "ae", "latent=2 hidden=[8] epochs=1", "run");
        NpyFile.Write(folder["other.npy"], Samples.Numbers(600, scale: 0.5f), 100, 6);
        NpzFile.Write(folder["rows.npz"], [new("x", NpyFile.Read(folder["other.npy"]))]);
        var before = Contents(folder["run"]);
        Assert.Contains("is not what the run in 'run' was trained on", await CommandLine.Fail(folder, "train --resume --out run --epochs 2"), StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder["run"]));
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_named()
    {
        Samples.Train(folder, "rows.npz", "ae", "latent=2 hidden=[8] epochs=1", "run");
        var path = new RunFolder(folder["run"]).Checkpoint;
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^8]);
        var sentence = await CommandLine.Fail(folder, "train --resume --out run --epochs 2");
        Assert.Contains("run/checkpoint/checkpoint.safetensors' is damaged", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_a_run_is_not_trained_into()
    {
        Samples.Train(folder, "rows.npz", "ae", "latent=2 hidden=[8] epochs=1", "run");
        var before = Contents(folder["run"]);
        Assert.Contains("The folder 'run' already holds a run of the model 'ae'", await CommandLine.Fail(folder, Train), StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder["run"]));
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<(string Name, string Content)> Contents(string run) =>
        [.. Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path))))];
}
