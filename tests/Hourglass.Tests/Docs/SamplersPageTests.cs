using Hourglass.Cli;
using Hourglass.Samplers;

namespace Hourglass.Tests.Docs;

/// <summary>The page about samplers against the code.</summary>
public sealed class SamplersPageTests
{
    private const string Page = "docs/samplers.md";

    [Fact]
    public void The_table_is_the_catalog()
    {
        var rows = Repository.Text(Page).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);
        Assert.Equal(SamplerCatalog.All.Select(kind => kind.Name), rows);
    }

    [Fact]
    public void Its_commands_set_what_can_be_set()
    {
        var lines = CodeBlock.Of(Repository.Lines(Page)).SelectMany(block => block.Lines).Where(line => line.StartsWith("./hourglass generate",
            StringComparison.Ordinal) && line.Contains("--sampler", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var parsed = Hourglass.Cli.CommandLine.Create().Parse(line["./hourglass ".Length..].Split("  #")[0]);
            SamplerCatalog.Find(parsed.GetValue<string>("--sampler")!).Read(SettingsReader.Read(null, parsed.GetValue<string[]>("--set") ?? []));
        }
    }
}
