namespace Hourglass.Tests.Docs;

/// <summary>The page of commands and options against the tool.</summary>
public sealed class CommandsPageTests
{
    /// <summary>Set to have the page written anew.</summary>
    private const string Variable = "HOURGLASS_WRITE_PAGES";

    [Fact]
    public void The_page_is_what_the_tool_takes()
    {
        var path = Path.Combine(Repository.Root, CommandsPage.Path);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }) File.WriteAllText(path, CommandsPage.Text());
        Assert.True(
            File.ReadAllText(path) == CommandsPage.Text(),
            $"{CommandsPage.Path} is not what the tool takes; look at the difference after {Variable}=1 ./test --filter-class '*CommandsPage*', and keep it.");
    }
}
