using Hourglass.Tests.Contracts;

namespace Hourglass.Tests.Docs;

/// <summary>Every C# block of every page compiles against the public surface, and a program whose output is shown writes that.</summary>
[Collection(AloneCollection.Name)]
public sealed class SnippetTests
{
    private static readonly Snippet[] All = [.. Repository.Pages.SelectMany(Snippet.Of)];

    public static TheoryData<string> Compiled => [.. All.Where(one => one.Source is null).Select(one => $"{one}")];

    public static TheoryData<string> Quoted => [.. All.Where(one => one.Source is not null).Select(one => $"{one}")];

    public static TheoryData<string> Programs => [.. All.Where(one => one.Output is not null).DistinctBy(one => one.File).Select(one => $"{one}")];

    [Theory]
    [MemberData(nameof(Compiled))]
    public void A_block_compiles(string place) => Assert.Empty(SnippetCompiler.Complaints(Find(place)));

    [Theory]
    [MemberData(nameof(Quoted))]
    public void A_quoted_block_is_in_the_source(string place)
    {
        var snippet = Find(place);
        var source = string.Join('\n', Repository.Lines(snippet.Source!.Split('/')).Select(line => line.Trim()));
        Assert.Contains(string.Join('\n', snippet.Block.Lines.Select(line => line.Trim())), source, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_writes_what_the_page_shows(string place)
    {
        using var folder = new TemporaryFolder();
        var snippet = Find(place);
        Assert.Equal(snippet.Output, SnippetCompiler.Run(snippet, folder.Root).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_block_that_does_not_compile_is_found()
    {
        var broken = new Snippet("README.md", new CodeBlock("csharp", ["using Hourglass;", "", "int latent = Recipes.Vae;"]), Output: null);
        Assert.NotEmpty(SnippetCompiler.Complaints(broken));
    }

    [Fact]
    public void A_fragment_is_compiled_in_the_file_that_its_comment_gives()
    {
        string[] page = ["text", "<!-- csharp", "using Hourglass;", "", "int latent = 2;", "{block}", "-->", "```csharp", "using Hourglass.Data;", "",
            "Console.WriteLine(latent + new DataShape(1, 2, 2).Size);", "```", "", "```text", "6", "```"];
        var block = CodeBlock.Of(page)[0];
        Assert.Equal(8, block.Line);
        var snippet = new Snippet("README.md", block, ["6"]);
        Assert.Empty(SnippetCompiler.Complaints(snippet));
        using var folder = new TemporaryFolder();
        Assert.Equal("6", SnippetCompiler.Run(snippet, folder.Root).Trim());
    }

    private static Snippet Find(string place) => All.Single(one => $"{one}" == place);
}
