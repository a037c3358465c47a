namespace Hourglass.Tests.Docs;

public sealed class ReadmeTests
{
    private const string English = "README.md";
    private const string Chinese = "README.zh-CN.md";

    [Fact]
    public void The_chinese_readme_has_the_same_blocks()
    {
        var english = CodeBlock.Of(Repository.Lines(English));
        var chinese = CodeBlock.Of(Repository.Lines(Chinese));
        Assert.Equal(english.Select(block => block.Language), chinese.Select(block => block.Language));
        Assert.All(english.Zip(chinese), pair => Assert.Equal(WithoutRemarks(pair.First), WithoutRemarks(pair.Second)));
    }

    [Fact]
    public void The_chinese_readme_names_the_same_things()
    {
        Assert.Equal(Repository.Marked(English).Order(StringComparer.Ordinal), Repository.Marked(Chinese).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_models_is_the_catalog()
    {
        foreach (var page in new[] { English, Chinese })
        {
            var rows = Repository.Lines(page).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);
            Assert.Equal(Catalog.All.Select(recipe => recipe.Id), rows.Where(name => Catalog.All.Any(recipe => recipe.Id == name)));
        }
    }

    /// <summary>Remarks are translated; C# is the same to the letter.</summary>
    private static IEnumerable<string> WithoutRemarks(CodeBlock block) =>
        block.Language == "csharp" ? block.Lines : block.Lines.Select(line => line.Split("  #")[0].TrimEnd());
}
