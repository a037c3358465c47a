using Hourglass.Cli;
using Hourglass.Cli.Commands;

namespace Hourglass.Tests.Cli;

public sealed class BenchTests
{
    [Theory]
    [InlineData("bench --rounds 9 --only training threads")]
    [InlineData("--threads 2 --json bench --write page.md")]
    public async Task What_is_handed_on_is_understood_and_asks_for_the_same(string line)
    {
        BenchRequest? asked = null, handedOn = null;
        string[] arguments = [];
        await Hourglass.Cli.CommandLine.RunAsync(Tool((invocation, request) =>
        {
            arguments = [.. invocation.Arguments];
            asked = request;
        }), line.Split(' '));
        await Hourglass.Cli.CommandLine.RunAsync(Tool((_, request) => handedOn = request), ["bench", .. arguments]);

        Assert.Equal(line.Split(' ').Where(word => word != "bench"), arguments);
        Assert.Equal(asked! with { Sections = [] }, handedOn! with { Sections = [] });
        Assert.Equal(asked.Sections, handedOn.Sections);
    }

    [Theory]
    [InlineData("bench --nonsense", "'--nonsense'")]
    [InlineData("bench --rounds 0", "rounds is 0; give 1 or more.")]
    [InlineData("bench --only speed", "There is no section 'speed'; use training, inference")]
    public async Task Wrong_usage_is_told_before_anything_is_built(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(expected, await CommandLine.Fail(folder, line, status: 2), StringComparison.Ordinal);
    }

    private static System.CommandLine.Command Tool(Action<Invocation, BenchRequest> run) =>
        Hourglass.Cli.CommandLine.Of(BenchCommand.Create((invocation, request) =>
    {
        run(invocation, request);
        return 0;
    }));
}
