using Hourglass.Cli;

namespace Hourglass.Tests.Cli;

public sealed class HelpTests
{
    private const string Tool = "hourglass ";

    public static TheoryData<string> Commands => [.. Hourglass.Cli.CommandLine.Create().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_needs_no_required_option(string name)
    {
        var parsed = Hourglass.Cli.CommandLine.Create().Parse([name, "--help"]);
        Assert.Empty(parsed.Errors);
        Assert.IsType<DetailedHelp>(parsed.Action);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_ends_with_an_example_that_is_understood(string name)
    {
        var command = Assert.IsType<DocumentedCommand>(Hourglass.Cli.CommandLine.Create().Subcommands.Single(command => command.Name == name));
        var examples = command.Details.Split('\n')
            .Select(line => line.Replace("Example:", "", StringComparison.Ordinal).Trim())
            .Where(line => line.StartsWith(Tool, StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(Hourglass.Cli.CommandLine.Create().Parse(example[Tool.Length..]).Errors));
    }
}
