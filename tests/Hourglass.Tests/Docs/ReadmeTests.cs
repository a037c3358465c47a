namespace Hourglass.Tests.Docs;

public sealed class ReadmeTests
{
    private const string English = "README.md";
    private const string Chinese = "README.zh-CN.md";

    [Fact]
    public void The_program_of_the_readme_is_the_one_that_is_compiled()
    {
        var program = Assert.Single(CodeBlock.Of(Repository.Lines(English)), block => block.Language == "csharp").Lines;
        string[] usings = ["using Hourglass;", "using Hourglass.Data;", "using Hourglass.Training;", ""];
        Assert.Equal([.. usings, .. Compiled()], program);
    }

    [Fact]
    public async Task The_program_of_the_readme_runs()
    {
        using var folder = new TemporaryFolder();
        await ReadmeExample.RunAsync([folder["model"]]);

        using var model = Autoencoder.Load(folder["model"]);
        Assert.Equal("vae", model.Blueprint.Model);
        Assert.Equal(2, model.Latent);
    }

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

    /// <summary>The marked lines of the compiled example, without their indent.</summary>
    private static IEnumerable<string> Compiled() => Repository.Lines("tests", "Hourglass.Tests", "Docs", "ReadmeExample.cs")
        .SkipWhile(line => line.Trim() != "// <readme>").Skip(1)
        .TakeWhile(line => line.Trim() != "// </readme>")
        .Select(line => line.Length > 8 ? line[8..] : "");

    /// <summary>Remarks are translated; C# is the same to the letter.</summary>
    private static IEnumerable<string> WithoutRemarks(CodeBlock block) =>
        block.Language == "csharp" ? block.Lines : block.Lines.Select(line => line.Split("  #")[0].TrimEnd());
}
