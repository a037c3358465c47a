using Hourglass.Runs;
using Hourglass.Tests.Cli;

namespace Hourglass.Tests.Runs;

/// <summary>The epochs of a run of several phases can be changed as long as no phase that is done would move.</summary>
public sealed class PhasesTests : IDisposable
{
    private const string Settings = "latent=2 hidden=[4] batch=40 pretrain_epochs=1 seed=3 ";
    private readonly TemporaryFolder folder = new();

    public PhasesTests() => Samples.Rows(folder);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void More_epochs_of_the_last_phase_are_as_if_asked_for_from_the_start()
    {
        Samples.Train(folder, "rows.npz", "stacked-dae", Settings + "epochs=1", "run");
        Samples.Train(folder, "rows.npz", "stacked-dae", Settings + "epochs=3", "whole");
        Assert.Equal(5, Resumed(3).Epochs);
        Assert.Equal(File.ReadAllBytes(folder["whole", "weights.safetensors"]), File.ReadAllBytes(folder["run", "weights.safetensors"]));
        Assert.Equal(Enumerable.Range(1, 5), new RunFolder(folder["run"]).ReadMetrics().Select(line => line.Epoch));
    }

    [Fact]
    public void Other_epochs_of_a_phase_that_others_have_followed_are_refused()
    {
        Samples.Train(folder, "rows.npz", "stacked-dae", Settings + "epochs=2 classify=true classify_epochs=1", "run");
        var before = File.ReadAllText(new RunFolder(folder["run"]).Document);
        foreach (var epochs in new[] { 1, 3 })
            Assert.Contains($"planned for 2 epochs and {epochs} are requested now", Assert.Throws<UsageException>(() => Resumed(epochs)).Message,
                StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(new RunFolder(folder["run"]).Document));
        Assert.Equal(5, Resumed(null).Epochs);
    }

    [Fact]
    public void Epochs_may_change_before_the_phases_that_would_move()
    {
        using var stop = new CancellationTokenSource();
        var values = (Settings + "epochs=2 classify=true classify_epochs=1").Trim().Split(' ').Select(setting => setting.Split('='))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        Run.Train(new RunRequest(folder["rows.npz"], "stacked-dae", values, folder["run"]), happened =>
        {
            if (happened is Hourglass.Training.EpochDone { Epoch: 3 }) stop.Cancel();
        }, stop.Token);
        Samples.Train(folder, "rows.npz", "stacked-dae", Settings + "epochs=4 classify=true classify_epochs=1", "whole");
        Assert.Equal(7, Resumed(4).Epochs);
        Assert.Equal(File.ReadAllBytes(folder["whole", "weights.safetensors"]), File.ReadAllBytes(folder["run", "weights.safetensors"]));
    }

    private Hourglass.Training.RunStopped Resumed(int? epochs) => Run.Resume(folder["run"], epochs, cancellation: TestContext.Current.CancellationToken);
}
