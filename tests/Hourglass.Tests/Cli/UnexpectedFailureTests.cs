using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Cli;
using Hourglass.Tests.Contracts;

namespace Hourglass.Tests.Cli;

/// <summary>A bug ends with one sentence and an error of its own kind.</summary>
[Collection(AloneCollection.Name)]
public sealed class UnexpectedFailureTests
{
    [Fact]
    public async Task A_bug_is_an_unexpected_error()
    {
        var command = new Command("broken", "Fails.");
        Invocation.SetAction(command, _ => throw new InvalidOperationException("Something is null.\nDetails follow."));
        var (status, said, error) = await Run(Hourglass.Cli.CommandLine.Of(command), "broken", "--json");
        Assert.Equal(1, status);
        Assert.Equal("hourglass: broken failed unexpectedly: Something is null. Run it again with --verbose and please report the details.", error.TrimEnd());
        var result = JsonNode.Parse(said)!;
        Assert.Equal("unexpected", result["error"]!["kind"]!.GetValue<string>());
        Assert.Equal("broken", result["error"]!["what"]!.GetValue<string>());
        Assert.Equal("Something is null.", result["error"]!["got"]!.GetValue<string>());
        Assert.Equal(1, result["exit_status"]!.GetValue<int>());
    }

    private static async Task<(int Status, string Out, string Error)> Run(Command line, params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var told = new StringWriter();
        Console.SetOut(said);
        Console.SetError(told);
        try
        {
            var status = await Hourglass.Cli.CommandLine.RunAsync(line, arguments);
            return (status, said.ToString(), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
