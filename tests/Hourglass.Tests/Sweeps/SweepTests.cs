using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Sweeps;
using Hourglass.Tests.Cli;
using Hourglass.Training;

namespace Hourglass.Tests.Sweeps;

/// <summary>Sweeps over small rows. Alone, since the number of libtorch's threads is the whole process's.</summary>
[Collection(Contracts.AloneCollection.Name)]
public sealed class SweepTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SweepTests() => Samples.Rows(folder);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_bits_do_not_hang_on_how_many_go_on_side_by_side()
    {
        var alone = Run(Request("alone"), workers: 1);
        var together = Run(Request("together"), workers: 3);
        Assert.Equal(alone.Rows.Select(row => row.Figure), together.Rows.Select(row => row.Figure));
        foreach (var run in alone.Runs)
        {
            var weights = File.ReadAllBytes(folder["alone", run.Folder, "weights.safetensors"]);
            Assert.Equal(weights, File.ReadAllBytes(folder["together", run.Folder, "weights.safetensors"]));
        }

        // Each is the run that train makes.
        Samples.Train(folder, "rows.npz", "vae", "hidden=[8] epochs=2 batch=16 latent=2 seed=1 validation=0.2", "plain");
        Assert.Equal(File.ReadAllBytes(folder["plain", "weights.safetensors"]),
            File.ReadAllBytes(folder["alone", "runs", "latent-2_hidden-8_batch-16_validation-0.2_seed-1", "weights.safetensors"]));
    }

    [Fact]
    public void A_stopped_sweep_goes_on_where_it_was_and_ends_the_same()
    {
        using var stop = new CancellationTokenSource();
        List<string> done = [];
        var stopped = Sweep.Run(Request("stopped"), 1, progress =>
        {
            if (progress.Run is not null) done.Add(progress.Run.Folder);
            if (done.Count == 2 && progress.Event is EpochDone) stop.Cancel();
        }, stop.Token);
        Assert.Null(stopped);
        Assert.Equal(2, done.Count);
        Assert.False(File.Exists(folder["stopped", SweepDocument.File]));
        var before = File.GetLastWriteTimeUtc(folder["stopped", done[0], "weights.safetensors"]);

        var whole = Run(Request("whole"), workers: 2);
        var resumed = Run(Request("stopped"), workers: 2);
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder["stopped", done[0], "weights.safetensors"]));
        Assert.Equal(whole.Rows.Select(row => (row.Latent, row.Figure, row.CodeSimilarity)),
            resumed.Rows.Select(row => (row.Latent, row.Figure, row.CodeSimilarity)));
        Assert.Equal(whole.Recommendation, resumed.Recommendation);
    }

    [Fact]
    public void A_second_sweep_into_the_folder_is_refused_while_the_first_goes_on()
    {
        string? refusal = null;
        Sweep.Run(
            Request("swept"),
            1,
            _ => refusal ??= Assert.Throws<HourglassException>(() => Sweep.Run(Request("swept"), 1,
                cancellation: TestContext.Current.CancellationToken)).Message,
            TestContext.Current.CancellationToken);
        Assert.Contains($"is in use for a sweep (process {Environment.ProcessId} on host '{Environment.MachineName}'", refusal, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder["swept"], "*.lock*", SearchOption.AllDirectories));
    }

    [Fact]
    public void More_epochs_go_on_and_fewer_are_refused()
    {
        Assert.All(Run(Request("sweep", epochs: 1), 2).Runs, run => Assert.Equal(1, run.Epochs));
        Assert.All(Run(Request("sweep", epochs: 3), 2).Runs, run => Assert.Equal(3, run.Epochs));
        var message = Assert.Throws<HourglassException>(() => Run(Request("sweep", epochs: 2), 2)).Message;
        Assert.Contains("was trained for 3 epochs, more than the 2 of this sweep", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_another_run_is_refused_before_anything_is_trained()
    {
        Samples.Train(folder, "rows.npz", "ae", "latent=2 hidden=[8] epochs=1",
            Path.Combine("sweep", "runs", "latent-4_hidden-8_batch-16_validation-0.2_seed-2"));
        Assert.Contains("holds a run of 'ae'", Assert.Throws<HourglassException>(() => Run(Request("sweep"), 1)).Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateDirectories(folder["sweep", "runs"]));
    }

    [Fact]
    public void A_point_that_cannot_be_built_is_refused_before_anything_is_trained()
    {
        var request = Request("sweep") with { Latent = [2, 7] };
        Assert.Contains("The latent size is 7, above the 6 numbers of an example", Assert.Throws<UsageException>(() => Run(request, 1)).Message,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["sweep"]));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("static")]
    [InlineData("dynamic")]
    public void The_reference_is_pca_on_what_each_seed_holds_out_and_on_the_same_draw_of_it(string binarize)
    {
        var sweep = Run(Request("sweep", model: "pca") with { Latent = [1, 3, 6], Settings = [Setting("validation", "0.2"), Setting("binarize", binarize)] },
            2);
        Assert.Equal("mse_per_feature", sweep.Figure);
        Assert.All(sweep.Rows, row => Assert.Equal(row.HeldOut["mse_per_feature"], row.PcaMsePerFeature!.Value, 1e-6));
        Assert.All(sweep.Rows, row => Assert.Equal(2, row.Seeds));
        Assert.Equal(6, sweep.Recommendation.Latent);
    }

    [Fact]
    public void Figures_of_before_examples_were_kept_are_taken_again()
    {
        var before = Run(Request("sweep"), 2);
        var file = folder["sweep", before.Runs[0].Folder, "held-out.json"];
        var known = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.Equal(22, known["example_nats"]!.AsArray().Count);
        Assert.Equal(known["figures"]!["nll_nats"]!.GetValue<double>(), known["example_nats"]!.AsArray().Average(nats => nats!.GetValue<double>()), 1e-4);
        known.Remove("example_nats");
        known.Remove("warnings");
        known.Remove("sha256");
        File.WriteAllText(file, known.ToJsonString());
        Assert.Equal(before.Recommendation, Run(Request("sweep"), 2).Recommendation);
        Assert.Contains("example_nats", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_held_out_is_what_training_never_saw()
    {
        var rows = DataSource.Open(folder["rows.npz"]).Train;
        var (train, held) = Trainer.Split(rows, new TrainingOptions { Validation = 0.2, Seed = 3 });
        Assert.Equal((86, 22), (train.Count, held!.Count));
        Assert.Equal(rows.ToArray().Order(), train.ToArray().Concat(held.ToArray()).Order());
    }

    private static KeyValuePair<string, IReadOnlyList<string>> Setting(string name, params string[] values) =>
        KeyValuePair.Create<string, IReadOnlyList<string>>(name, values);

    private static SweepDocument Run(SweepRequest request, int workers) =>
        Sweep.Run(request, workers, cancellation: TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The sweep was stopped.");

    private SweepRequest Request(string output, int epochs = 2, string model = "vae") => new(
        folder["rows.npz"],
        model,
        [2, 4],
        [Setting("hidden", "[8]"), Setting("epochs", epochs.ToString()), Setting("batch", "16"), Setting("validation", "0.2")],
        [1, 2],
        folder[output]);
}
