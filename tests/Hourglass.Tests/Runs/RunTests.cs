using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Samplers;
using Hourglass.Tests.Cli;
using Hourglass.Training;

namespace Hourglass.Tests.Runs;

/// <summary>A run folder is valid at every instant, has one writer at a time, and knows what became of it.</summary>
public sealed class RunTests : IDisposable
{
    private const string Settings = "latent=2 hidden=[8] batch=30 seed=5 ";
    private readonly TemporaryFolder folder = new();

    public RunTests() => Samples.Rows(folder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("run.json")]
    [InlineData("run.json", "blueprint.json")]
    [InlineData("run.json", "blueprint.json", "preprocessing.json")]
    public void A_run_that_was_killed_behind_its_first_files_is_resumed_to_the_same_weights(params string[] written)
    {
        List<string> early = [];
        Run.Train(Request("whole", "epochs=3"), happened =>
        {
            if (happened is not RunStarted) return;
            early.AddRange(Directory.EnumerateFiles(folder["whole"]).Select(path => Path.GetFileName(path)!));
            Directory.CreateDirectory(folder["run"]);
            foreach (var name in written) File.Copy(folder["whole", name], folder["run", name]);
        }, Cancellation);
        Assert.Equal(["blueprint.json", "preprocessing.json", "run.json", "run.lock", "run.lock.holder"], early.Order(StringComparer.Ordinal));

        // The lock and the half of a file that a killed process leaves.
        folder.Write(Path.Combine("run", "run.lock"), []);
        folder.Write(Path.Combine("run", "run.lock.holder"), []);
        folder.Write(Path.Combine("run", $".{Guid.NewGuid():N}.tmp"), [1, 2, 3]);
        using (var killed = Run.Open(folder["run"])) Assert.Equal(RunState.NeverTrained, killed.State);
        Assert.Equal(StopReason.Finished, Run.Resume(folder["run"], cancellation: Cancellation).Reason);
        foreach (var name in new[] { "weights.safetensors", "blueprint.json", "preprocessing.json" })
            Assert.Equal(File.ReadAllBytes(folder["whole", name]), File.ReadAllBytes(folder["run", name]));
    }

    [Fact]
    public void The_runs_own_file_is_written_before_any_other()
    {
        Directory.CreateDirectory(folder["run", "blueprint.json"]);
        Assert.Throws<HourglassException>(() => Run.Train(Request("run", "epochs=1"), cancellation: Cancellation));
        Assert.Equal(["run.json"], Directory.EnumerateFiles(folder["run"]).Select(path => Path.GetFileName(path)!));
        Directory.Delete(folder["run", "blueprint.json"]);
        Assert.Equal(StopReason.Finished, Run.Resume(folder["run"], cancellation: Cancellation).Reason);
    }

    [Fact]
    public void A_description_without_weights_is_trained_over()
    {
        Run.Train(Request("whole", "epochs=1"), cancellation: Cancellation);
        Directory.CreateDirectory(folder["run"]);
        File.Copy(folder["whole", "blueprint.json"], folder["run", "blueprint.json"]);
        Run.Train(Request("run", "epochs=1"), cancellation: Cancellation);
        Assert.Equal(File.ReadAllBytes(folder["whole", "weights.safetensors"]), File.ReadAllBytes(folder["run", "weights.safetensors"]));
    }

    [Theory]
    [InlineData]
    [InlineData("run.lock", "run.lock.holder")]
    [InlineData("blueprint.json")]
    [InlineData("blueprint.json", "preprocessing.json")]
    [InlineData(".0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("checkpoint/.0123456789abcdef0123456789abcdef.tmp", "run.lock")]
    public void A_repeated_request_starts_the_run_in_whatever_a_killed_start_has_left(params string[] left)
    {
        Run.Train(Request("whole", "epochs=1"), cancellation: Cancellation);
        Directory.CreateDirectory(folder["run"]);
        foreach (var name in left)
            folder.Write(Path.Combine("run", name), File.Exists(folder["whole", name]) ? File.ReadAllBytes(folder["whole", name]) : []);
        Assert.Equal(StopReason.Finished, Run.TrainOrResume(Request("run", "epochs=1"), cancellation: Cancellation).Reason);
        Assert.Equal(File.ReadAllBytes(folder["whole", "weights.safetensors"]), File.ReadAllBytes(folder["run", "weights.safetensors"]));
    }

    [Fact]
    public void While_a_run_is_trained_nobody_else_trains_into_its_folder()
    {
        List<string> refusals = [];
        Run.Train(Request("run", "epochs=2"), happened =>
        {
            if (happened is not EpochDone) return;
            refusals.Add(Assert.Throws<HourglassException>(() => Run.Train(Request("run", "epochs=2"), cancellation: Cancellation)).Message);
            refusals.Add(Assert.Throws<HourglassException>(() => Run.Resume(folder["run"], cancellation: Cancellation)).Message);
            refusals.Add(Assert.Throws<HourglassException>(() => Run.TrainOrResume(Request("run", "epochs=2"), cancellation: Cancellation)).Message);
            using var run = Run.Open(folder["run"]);
            Assert.Equal(RunState.Training, run.State);
            refusals.Add(Assert.Throws<HourglassException>(() => run.Model).Message);
        }, Cancellation);
        Assert.Equal(8, refusals.Count);
        Assert.All(refusals, refusal => Assert.Contains($"process {Environment.ProcessId} on host " +
            $"'{Environment.MachineName}'", refusal, StringComparison.Ordinal));
        Assert.Equal([1, 2], Epochs());
        Assert.False(File.Exists(folder["run", "run.lock"]));
    }

    [Fact]
    public void The_data_of_a_run_are_split_as_in_training()
    {
        NpyFile.Write(folder["plain.npy"], [.. Enumerable.Range(0, 200).Select(i => i % 7 / 7f)], 40, 5);
        NpyFile.Write(folder["other.npy"], new float[100], 20, 5);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["test_share"] = "0.25", ["latent"] = "2", ["hidden"] = "[8]", ["epochs"] = "1" };
        Run.Train(new RunRequest(folder["plain.npy"], "ae", settings, folder["run"]), cancellation: Cancellation);
        using var run = Run.Open(folder["run"]);
        Assert.Equal((30, 10), (run.OpenTrainingData().Train.Count, run.OpenTrainingData().Test.Count));
        Assert.Equal(5, run.OpenData(folder["other.npy"]).Test.Count);
    }

    [Fact]
    public void A_finished_run_opens_with_its_model_and_the_data_it_was_trained_on()
    {
        Run.Train(Request("run", "epochs=1"), cancellation: Cancellation);
        using var run = Run.Open(folder["run"]);
        Assert.Equal((RunState.Finished, true, null), (run.State, run.HasModel, run.Warning));
        Assert.Equal(1, run.Document!.EpochsDone);
        var data = run.OpenTrainingData();
        Assert.True(run.IsTrainedOn(data));
        Assert.Equal(data.Train.Count, run.Model.Encode(data.Train).GetLength(0));
        Assert.Equal(3, run.Sampler("mixture", new Dictionary<string, string>(StringComparer.Ordinal) { ["components"] = "2" },
            cancellation: Cancellation).Draw(3).GetLength(0));
        Directory.Move(folder["rows.npz"], folder["moved.npz"]);
        Assert.Contains("cannot be opened", Assert.Throws<HourglassException>(run.OpenTrainingData).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_failed_before_an_epoch_was_done_has_no_model()
    {
        Assert.Equal(StopReason.NotFinite,
            Run.Train(Request("run", "epochs=2 loss=gaussian activation=relu learning_rate=1e30"), cancellation: Cancellation).Reason);
        using var run = Run.Open(folder["run"]);
        Assert.Equal((RunState.Failed, false), (run.State, run.HasModel));
        foreach (var use in new Action[] { () => _ = run.Model, () => Autoencoder.Load(folder["run"]), () => run.OpenData(folder["rows.npz"]) })
            Assert.Contains("failed before an epoch was done", Assert.Throws<HourglassException>(use).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_stopped_before_its_first_step_was_never_trained()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(StopReason.Interrupted, Run.Train(Request("run", "epochs=2"), cancellation: stop.Token).Reason);
        using (var run = Run.Open(folder["run"]))
        {
            Assert.Equal(RunState.NeverTrained, run.State);
            Assert.Contains("has not been trained yet", Assert.Throws<HourglassException>(() => run.Model).Message, StringComparison.Ordinal);
        }

        Run.Resume(folder["run"], cancellation: Cancellation);
        using var finished = Run.Open(folder["run"]);
        Assert.Equal(RunState.Finished, finished.State);
    }

    [Fact]
    public void The_weights_of_an_interrupted_or_failed_run_are_used_with_a_warning()
    {
        Interrupt("epochs=3");
        using (var run = Run.Open(folder["run"]))
        {
            Assert.Equal((RunState.Interrupted, true), (run.State, run.HasModel));
            Assert.Contains("was interrupted after 1 of 3 epochs", run.Warning?.ToString(), StringComparison.Ordinal);
        }

        var files = new RunFolder(folder["run"]);
        files.Write(files.Read() with { Stopped = StopReason.NotFinite, Explanation = "The loss was not finite." });
        using (var run = Run.Open(folder["run"]))
        {
            Assert.Equal((RunState.Failed, true), (run.State, run.HasModel));
            Assert.EndsWith("the best earlier weights are used: The loss was not finite.", run.Warning?.ToString(), StringComparison.Ordinal);
        }

        // A run that went on and was killed.
        files.Write(files.Read() with { Stopped = null });
        using var killed = Run.Open(folder["run"]);
        Assert.Equal((RunState.Interrupted, true), (killed.State, killed.HasModel));
        Assert.Contains("was killed before its next stop", killed.Warning?.ToString(), StringComparison.Ordinal);
        File.Delete(files.Weights);
        Assert.Contains("killed before its weights were saved", Assert.Throws<HourglassException>(() => Autoencoder.Load(folder["run"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_is_repeated_starts_resumes_and_finishes_a_run()
    {
        Samples.Train(folder, "rows.npz", "ae", Settings + "epochs=3", "whole");
        Interrupt("epochs=3");
        Assert.Equal(StopReason.Finished, Run.TrainOrResume(Request("run", "epochs=3"), cancellation: Cancellation).Reason);
        Assert.Equal(3, Run.TrainOrResume(Request("run", "epochs=3"), cancellation: Cancellation).Epochs);
        Assert.Equal(File.ReadAllBytes(folder["whole", "weights.safetensors"]), File.ReadAllBytes(folder["run", "weights.safetensors"]));
        Assert.Equal([1, 2, 3], Epochs());
        Assert.Equal(StopReason.Finished, Run.TrainOrResume(Request("new", "epochs=1"), cancellation: Cancellation).Reason);
    }

    [Fact]
    public void Options_that_differ_are_named_with_both_values_and_change_nothing()
    {
        Run.Train(Request("run", "epochs=1"), cancellation: Cancellation);
        var before = File.ReadAllText(folder["run", "run.json"]);
        var other = new Dictionary<string, string>(StringComparer.Ordinal) { ["latent"] = "3", ["hidden"] = "[8]", ["batch"] = "030", ["clip"] = "2", ["epochs"] = "2" };
        var refusal = Assert.Throws<UsageException>(() => Run.TrainOrResume(new RunRequest(folder["rows.npz"], "ae", other, folder["run"]),
            cancellation: Cancellation)).Message;
        Assert.Contains("latent is 2 but 3 is requested; clip is 0 but 2 is requested.", refusal, StringComparison.Ordinal);
        refusal = Assert.Throws<UsageException>(() => Run.TrainOrResume(Request("run", "epochs=1") with { Model = "vae" }, cancellation: Cancellation)).Message;
        Assert.Contains("is of the model 'ae', but 'vae' is requested", refusal, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(folder["run", "run.json"]));
    }

    [Fact]
    public void A_run_whose_data_have_moved_goes_on_where_they_are_and_remembers_it()
    {
        Interrupt("epochs=2");
        File.Move(folder["rows.npz"], folder["moved.npz"]);
        Assert.Contains("give its new location", Assert.Throws<HourglassException>(() => Run.Resume(folder["run"], cancellation: Cancellation)).Message,
            StringComparison.Ordinal);
        Assert.Equal(StopReason.Finished, Run.Resume(folder["run"], data: folder["moved.npz"], cancellation: Cancellation).Reason);
        Assert.Equal(folder["moved.npz"], new RunFolder(folder["run"]).Read().Data);
        Assert.Equal(3, Run.Resume(folder["run"], epochs: 3, cancellation: Cancellation).Epochs);

        Hourglass.Data.NpyFile.Write(folder["other.npy"], Samples.Numbers(600, scale: 0.5f), 100, 6);
        var refusal = Assert.Throws<HourglassException>(() => Run.Resume(folder["run"], epochs: 4, data: folder["other.npy"],
            cancellation: Cancellation)).Message;
        Assert.Contains($"The data '{folder["other.npy"]}' is not what the run", refusal, StringComparison.Ordinal);
        Assert.Equal(folder["moved.npz"], new RunFolder(folder["run"]).Read().Data);
    }

    [Fact]
    public void Figures_that_were_lost_are_told_when_the_run_goes_on()
    {
        Run.Train(Request("run", "epochs=3"), cancellation: Cancellation);
        var metrics = new RunFolder(folder["run"]).Metrics;
        File.WriteAllLines(metrics, File.ReadAllLines(metrics).Where((_, line) => line != 1));
        List<RunEvent> events = [];
        Run.Resume(folder["run"], epochs: 4, report: events.Add, cancellation: Cancellation);
        var warning = Assert.Single(events.OfType<Hourglass.Training.Diagnostics.TrainingWarned>(), warned => warned.Warning.Code == "lost-figures").Warning;
        Assert.Contains("lacks 1 of the 3 epochs that the checkpoint counts as done (epoch 2)", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains(new RunFolder(folder["run"]).Read().Warnings, kept => kept.Code == "lost-figures");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_folder_without_a_name_is_refused(string name)
    {
        Assert.Contains("output is empty", Assert.Throws<UsageException>(() => Run.Train(Request("run", "epochs=1") with { Output = name },
            cancellation: Cancellation)).Message, StringComparison.Ordinal);
        using var model = Recipes.Pca(new Hourglass.Data.DataShape(1, 1, 6), 2).Build();
        Assert.Contains("output is empty", Assert.Throws<UsageException>(() => model.Save(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_not_saved_over_a_run_or_over_another_model()
    {
        Run.Train(Request("run", "epochs=1"), cancellation: Cancellation);
        var weights = File.ReadAllBytes(folder["run", "weights.safetensors"]);
        using var model = Autoencoder.Load(folder["run"]);
        Assert.Contains("holds a run", Assert.Throws<HourglassException>(() => model.Save(folder["run"])).Message, StringComparison.Ordinal);
        Assert.Equal(weights, File.ReadAllBytes(folder["run", "weights.safetensors"]));
        model.Save(folder["saved"]);
        model.Save(folder["saved"]);
        using var other = Recipes.Pca(new Hourglass.Data.DataShape(1, 1, 6), 2).Build();
        Assert.Contains("holds another model", Assert.Throws<HourglassException>(() => other.Save(folder["saved"])).Message, StringComparison.Ordinal);
        using var saved = Run.Open(folder["saved"]);
        Assert.Equal(RunState.SavedModel, saved.State);
        Assert.Equal(weights, File.ReadAllBytes(folder["saved", "weights.safetensors"]));
    }

    private RunRequest Request(string run, string settings) => new(
        folder["rows.npz"],
        "ae",
        (Settings + settings).Split(' ').Select(setting => setting.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]),
        folder[run]);

    /// <summary>Trains the first epoch in the folder 'run'.</summary>
    private void Interrupt(string settings)
    {
        using var stop = new CancellationTokenSource();
        var stopped = Run.Train(Request("run", settings), happened =>
        {
            if (happened is EpochDone) stop.Cancel();
        }, stop.Token);
        Assert.Equal((StopReason.Interrupted, 1), (stopped.Reason, stopped.Epochs));
    }

    private IEnumerable<int> Epochs() => new RunFolder(folder["run"]).ReadMetrics().Select(line => line.Epoch);
}
