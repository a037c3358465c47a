using Hourglass.Cli;
using Hourglass.Cli.Commands;

namespace Hourglass.Tests.Cli;

public sealed class ReproduceTests
{
    [Theory]
    [InlineData("reproduce iwae-5 pca-30 --budget paper --out runs")]
    [InlineData("--threads 2 --json reproduce --list")]
    public async Task What_is_handed_on_is_understood_and_asks_for_the_same(string line)
    {
        ReproduceRequest? asked = null, handedOn = null;
        string[] arguments = [];
        await Hourglass.Cli.CommandLine.RunAsync(Tool((invocation, request) =>
        {
            arguments = [.. invocation.Arguments];
            asked = request;
        }), line.Split(' '));
        await Hourglass.Cli.CommandLine.RunAsync(Tool((_, request) => handedOn = request), ["reproduce", .. arguments]);

        Assert.Equal(line.Split(' ').Where(word => word != "reproduce"), arguments);
        Assert.Equal(asked! with { Rows = [] }, handedOn! with { Rows = [] });
        Assert.Equal(asked.Rows, handedOn.Rows);
    }

    [Theory]
    [InlineData("reproduce --nonsense", "'--nonsense'")]
    [InlineData("reproduce --budget large", "budget is 'large'")]
    public async Task Wrong_usage_is_told_before_anything_is_built(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(expected, await CommandLine.Fail(folder, line, status: 2), StringComparison.Ordinal);
    }

    private static System.CommandLine.Command Tool(Action<Invocation, ReproduceRequest> run) =>
        Hourglass.Cli.CommandLine.Of(ReproduceCommand.Create((invocation, request) =>
    {
        run(invocation, request);
        return 0;
    }));
}
