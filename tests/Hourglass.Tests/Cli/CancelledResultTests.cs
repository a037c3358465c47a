using Hourglass.Data;

namespace Hourglass.Tests.Cli;

/// <summary>A command that is stopped while it computes leaves an earlier result as it was, and nothing else.</summary>
public sealed class CancelledResultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("reconstruct run --data mnist --split train --out result.npy", "INT")]
    [InlineData("generate run --count 60000 --out result.csv", "TERM")]
    public async Task An_earlier_result_stays(string line, string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are those of Unix.");

        // Slow enough for the signal to arrive before the end.
        using (var model = Recipes.Vae(Networks.Conv(new DataShape(1, 28, 28), [64, 128], 8)).Build(1)) model.Save(folder["run"]);
        var result = folder[line.Split(' ')[^1]];
        folder.Write(line.Split(' ')[^1], [1, 2, 3]);
        var stopped = await CommandLine.RunAndSignalWhileWriting(folder, signal, line);
        Assert.Equal(1, stopped.Status);
        Assert.Contains("was stopped before its end", stopped.Error, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(result, TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Root).Length);
    }

    [Fact]
    public async Task A_folder_of_images_appears_whole_or_not_at_all()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are those of Unix.");
        using (var model = Recipes.Vae(Networks.Dense(new DataShape(1, 28, 28), [4], 2)).Build(1)) model.Save(folder["run"]);
        var stopped = await CommandLine.RunAndSignalWhileWriting(folder, "TERM", "generate run --count 100000 --out images");
        Assert.Equal(1, stopped.Status);
        Assert.Contains("was stopped before its end", stopped.Error, StringComparison.Ordinal);
        Assert.Equal([folder["run"]], Directory.GetFileSystemEntries(folder.Root));
    }
}
