using System.Text.RegularExpressions;
using Hourglass.Cli;

namespace Hourglass.Tests.Docs;

public sealed partial class PageTests
{
    private const string Tool = "./hourglass ";

    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_and_pictures_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        string[] missing = [.. Targets(page).Where(target => !Path.Exists(Path.Combine(folder, target)))];
        Assert.True(missing.Length == 0, $"{page} leads to what is not there: {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_are_understood(string page)
    {
        foreach (var command in Commands(page))
        {
            var parsed = CommandLine.Create().Parse(command);
            Assert.True(parsed.Errors.Count == 0, $"{page}: {command}: {string.Join(" ", parsed.Errors)}");
            if (command.StartsWith("train ", StringComparison.Ordinal) && parsed.GetValue<string?>("--model") is { } model)
                Catalog.Find(model).Read(SettingsReader.Read(null, parsed.GetValue<string[]>("--set") ?? []));
        }
    }

    [Fact]
    public void The_readme_shows_every_command()
    {
        var shown = Commands("README.md").Select(command => command.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.All(CommandLine.Create().Subcommands, command => Assert.Contains(command.Name, shown));
    }

    /// <summary>The relative targets of a page's links, without the place in the page that they lead to.</summary>
    private static IEnumerable<string> Targets(string page)
    {
        var text = string.Join('\n', Repository.Text(page));
        return Link().Matches(text).Concat(Source().Matches(text))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal));
    }

    /// <summary>Every command line for the tool, in blocks and between backticks, without the tool's name and remarks.</summary>
    private static IEnumerable<string> Commands(string page)
    {
        var blocks = CodeBlock.Of(Repository.Lines(page)).SelectMany(block => block.Lines).Where(line => line.StartsWith(Tool, StringComparison.Ordinal));
        var spans = Repository.Marked(page).Where(span => span.StartsWith(Tool, StringComparison.Ordinal));

        // The parser splits at double quotes only, a shell at single ones too, unless they stand between double ones.
        return blocks.Concat(spans).Select(line => line[Tool.Length..].Split("  #")[0].Trim()).Select(line => line.Contains('"') ? line : line.Replace('\'', '"'));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Link();

    [GeneratedRegex("(src|href)=\"(?<target>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Source();
}
