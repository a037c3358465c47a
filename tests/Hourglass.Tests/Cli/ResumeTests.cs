using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tests.Persistence;

namespace Hourglass.Tests.Cli;

/// <summary>A signal stops a run cleanly, and what continues it ends where an uninterrupted one does.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Settings = "latent=2 hidden=[8] epochs=100 batch=8 seed=5";
    private const string Train = "train --data rows.npz --model vae --threads 1 --out run --set " + Settings;

    // However late a signal comes, it comes before the end.
    private static readonly string Endless = Train.Replace("epochs=100", "epochs=1000000", StringComparison.Ordinal);
    private readonly TemporaryFolder folder = new();

    public ResumeTests() => Samples.Rows(folder);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signalled_run_continues_to_the_same_weights(string signal)
    {
        var stopped = await CommandLine.RunAndSignal(folder, signal, "epoch 2/", Endless);
        Assert.Contains("continue it with: hourglass train --resume --out run", CommandLine.Sentence(stopped, status: 1), StringComparison.Ordinal);

        var epochs = new RunFolder(folder["run"]).Read().EpochsDone!.Value + 20;
        var resumed = await CommandLine.Succeed(folder, $"train --resume --out run --threads 1 --epochs {epochs}");
        Assert.Contains($"epoch {epochs}/{epochs}", resumed.Out, StringComparison.Ordinal);
        Samples.Train(folder, "rows.npz", "vae", Settings.Replace("epochs=100", $"epochs={epochs}", StringComparison.Ordinal), "whole");
        Assert.Equal(File.ReadAllBytes(folder["whole", "weights.safetensors"]), File.ReadAllBytes(folder["run", "weights.safetensors"]));
        Assert.Equal(Enumerable.Range(1, epochs), new RunFolder(folder["run"]).ReadMetrics().Select(line => line.Epoch));
    }

    [Theory]
    [InlineData]
    [InlineData("run.lock", "run.lock.holder")]
    [InlineData("blueprint.json")]
    [InlineData(".0123456789abcdef0123456789abcdef.tmp")]
    public async Task A_restarted_job_starts_the_run_that_was_killed_before_it_was_written(params string[] left)
    {
        Directory.CreateDirectory(folder["run"]);
        foreach (var name in left) folder.Write(Path.Combine("run", name), []);
        var started = await CommandLine.Succeed(folder, Train.Replace("train", "train --resume", StringComparison.Ordinal)
            .Replace("epochs=100", "epochs=1", StringComparison.Ordinal));
        Assert.Contains("epoch 1/1", started.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["run", "weights.safetensors"]));
    }

    [Fact]
    public async Task Resuming_on_changed_data_is_refused()
    {
        Samples.Train(folder, "rows.npz", "ae", "latent=2 hidden=[8] epochs=1", "run");
        NpyFile.Write(folder["other.npy"], Samples.Numbers(600, scale: 0.5f), 100, 6);
        NpzFile.Write(folder["rows.npz"], [new("x", NpyFile.Read(folder["other.npy"]))]);
        var before = Contents(folder["run"]);
        Assert.Contains("is not what the run in 'run' was trained on", await CommandLine.Fail(folder, "train --resume --out run --epochs 2"),
            StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder["run"]));
    }

    [Fact]
    public async Task A_checkpoint_whose_seed_stood_for_other_random_numbers_is_not_continued()
    {
        Samples.Train(folder, "rows.npz", "ae", "latent=2 hidden=[8] epochs=1", "run");
        var path = Path.Combine(folder["run"], "run.json");
        var written = File.ReadAllText(path);
        // As runs were written before this was kept.
        EditedDocument.Replace(path, "  \"randomness\": 2,\n", "");
        var before = Contents(folder["run"]);
        Assert.Contains("draws other random numbers from the seed 1 (derivation 1; this version has 2)",
            await CommandLine.Fail(folder, "train --resume --out run --epochs 2"), StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder["run"]));
        File.WriteAllText(path, written);
        await CommandLine.Succeed(folder, "train --resume --out run --epochs 2");
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

    [Theory]
    [InlineData("DOTNET_SYSTEM_IO_DISABLEFILELOCKING=0")]
    [InlineData("DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1")]
    public async Task Another_process_is_refused_while_a_run_is_trained_and_not_once_that_was_killed(string locking)
    {
        List<string> refusals = [];
        await CommandLine.RunAndKill(folder, "epoch 2/", async () =>
        {
            refusals.Add(CommandLine.Sentence(await CommandLine.RunWith(folder, locking, Train.Replace("seed=5", "seed=6", StringComparison.Ordinal)),
                status: 1));
            refusals.Add(CommandLine.Sentence(await CommandLine.RunWith(folder, locking, "train --resume --out run --threads 1"), status: 1));
        }, locking, Endless);
        Assert.Equal(2, refusals.Count);
        Assert.All(refusals, refusal => Assert.Matches("The folder 'run' is in use for training \\(process [0-9]+ on host " +
            $"'{Environment.MachineName}' since ", refusal));
        Assert.True(File.Exists(folder["run", "run.lock.holder"]));

        // What is killed before its first checkpoint starts again.
        var resumed = await CommandLine.RunWith(folder, locking, "train --resume --out run --threads 1 --epochs 3");
        Assert.True(resumed.Status == 0, resumed.Said);
        Assert.Contains("epoch 1/3", resumed.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder["run"], "run.lock*"));
    }

    [Fact]
    public async Task The_command_that_started_a_run_resumes_it_wherever_its_data_lie_now()
    {
        await CommandLine.Succeed(folder,
            Train.Replace("epochs=100", "epochs=2", StringComparison.Ordinal).Replace("--out", "--resume --out", StringComparison.Ordinal));
        Directory.CreateDirectory(folder["new"]);
        File.Move(folder["rows.npz"], folder["new", "rows.npz"]);
        await CommandLine.Succeed(folder, "train --resume --out run --data new/rows.npz --model vae --latent 2 --epochs 3 --threads 1");
        Assert.Equal("new/rows.npz", new RunFolder(folder["run"]).Read().Data);
        Assert.Contains("seed is 5 but 7 is requested", await CommandLine.Fail(folder, "train --resume --out run --seed 7", status: 2),
            StringComparison.Ordinal);
        Assert.Contains("There is no run in 'none' to resume", await CommandLine.Fail(folder, "train --resume --out none", status: 2),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_of_a_run_is_told_by_the_commands_that_use_it()
    {
        Assert.Contains("not finite", await CommandLine.Fail(folder, "train --data rows.npz --model ae --threads 1 --out failed --set loss=gaussian " +
            "hidden=[8] activation=relu latent=2 learning_rate=1e30 epochs=2"), StringComparison.Ordinal);
        foreach (var line in new[] { "encode failed --data rows.npz --out " +
            "codes.npy", "generate failed --out new.npy", "evaluate failed --data rows.npz", "report failed" })
            Assert.Contains("failed before an epoch was done", await CommandLine.Fail(folder, line), StringComparison.Ordinal);

        await CommandLine.RunAndSignal(folder, "INT", "epoch 2/", Endless);
        var used = await CommandLine.Succeed(folder, "encode run --data rows.npz --out codes.npy --json");
        Assert.Contains("warning: The run in 'run' was interrupted after", used.Error, StringComparison.Ordinal);
        Assert.Equal("interrupted", used.Result["run_state"]!.GetValue<string>());
        Assert.Contains("was interrupted after", Assert.Single(used.Result["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<(string Name, string Content)> Contents(string run) =>
        [.. Directory.EnumerateFiles(run, "*",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path))))];
}
