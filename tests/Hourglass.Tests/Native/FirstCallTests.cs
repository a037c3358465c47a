using System.Diagnostics;
using Hourglass.Data;

namespace Hourglass.Tests.Native;

public sealed class FirstCallTests
{
    // For what never ends: a busy machine may take a minute for what takes a second.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(nameof(FirstCalls.Fit))]
    [InlineData(nameof(FirstCalls.Construct))]
    [InlineData(nameof(FirstCalls.Build))]
    [InlineData(nameof(FirstCalls.Load))]
    [InlineData(nameof(FirstCalls.Probe))]
    public async Task Libtorch_is_loaded_by_whatever_a_program_calls_first(string call)
    {
        using var folder = new TemporaryFolder();
        using (var model = Recipes.Ae(Networks.Dense(DataShape.Row(3), hidden: [4], latent: 2)).Build(seed: 1)) model.Save(folder["model"]);
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Hourglass.Tests.dll"), "-method", $"{typeof(FirstCalls).FullName}.{call}", "-explicit",
            "only", "-noLogo"];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [FirstCalls.Saved] = folder["model"] },
        };

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);

            Assert.True(process.ExitCode == 0, said);
            Assert.Contains("Total: 1, Errors: 0, Failed: 0", said, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
