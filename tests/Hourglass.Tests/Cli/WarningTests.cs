using Hourglass.Runs;

namespace Hourglass.Tests.Cli;

/// <summary>What goes wrong in training is told while it trains, in the result, in the run and in the report.</summary>
public sealed class WarningTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public WarningTests() => Samples.Rows(folder);

    [Fact]
    public async Task A_collapsed_posterior_is_told_everywhere()
    {
        var trained = await CommandLine.Succeed(folder,
            "train --data rows.npz --model beta-vae --threads 1 --out run --json --set beta=100 latent=2 hidden=[8] epochs=30 batch=10 learning_rate=0.01");
        var warning = Assert.Single(trained.Result["warnings"]!.AsArray())!;
        Assert.Equal("posterior-collapse", warning["code"]!.GetValue<string>());
        Assert.Contains("warning: The code has collapsed onto the prior", trained.Error, StringComparison.Ordinal);
        Assert.Contains(warning["remedy"]!.GetValue<string>(), trained.Error, StringComparison.Ordinal);
        Assert.Equal("posterior-collapse", Assert.Single(new RunFolder(folder["run"]).Read().Warnings).Code);

        await CommandLine.Succeed(folder, "report run --threads 1");
        var page = File.ReadAllText(folder["run", "report.html"]);
        Assert.Contains("Problems to fix", page, StringComparison.Ordinal);
        Assert.Contains("<li id=\"posterior-collapse\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_too_large_is_halved_before_everybodys_eyes()
    {
        var trained = await CommandLine.Succeed(folder,
            "train --data rows.npz --model ae --threads 1 --out run --json --set loss=gaussian optimizer=sgd learning_rate=0.2 " +
            "latent=2 hidden=[] epochs=300 batch=120");
        Assert.Contains("with half the learning rate", trained.Error, StringComparison.Ordinal);
        Assert.Single(trained.Result["halvings"]!.AsArray());
        var document = new RunFolder(folder["run"]).Read();
        Assert.Contains("not finite", Assert.Single(document.Halvings).ToString(), StringComparison.Ordinal);

        // It had gone wrong for epochs before a number was not finite: those are told again, as they went the second time.
        var epochs = new RunFolder(folder["run"]).ReadMetrics();
        Assert.Equal(Enumerable.Range(1, 300), epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs[^1].Figures["loss_nats"] < epochs[0].Figures["loss_nats"]);
    }

    public void Dispose() => folder.Dispose();
}
