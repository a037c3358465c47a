namespace Hourglass.Tests.Cli;

public sealed class DemoTests
{
    [Fact]
    public async Task An_unknown_demo_is_refused_with_the_nearest_one()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("did you mean 'tables'?", await CommandLine.Fail(folder, "demo table", 2), StringComparison.Ordinal);
        folder.Write("demo/others.txt", [1]);
        Assert.Contains("holds 'others.txt'", await CommandLine.Fail(folder, "demo tables --out demo"), StringComparison.Ordinal);
    }
}
