using Hourglass.Runs;
using Hourglass.Tests.Contracts;

namespace Hourglass.Tests.Docs;

/// <summary>The page on adding a model tells the truth. Alone, since the catalog is the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class AddingAModelTests
{
    [Fact]
    public void The_file_on_the_page_is_the_one_that_is_compiled()
    {
        var shown = CodeBlock.Of(Repository.Lines("docs/adding-a-model.md")).First(block => block.Language == "csharp").Lines;
        var compiled = Repository.Lines("tests", "Hourglass.Tests", "Docs", "NormAutoencoder.cs")
            .SkipWhile(line => line != "// <page>").Skip(1)
            .Select(line => line.Replace("namespace Hourglass.Tests.Docs;", "namespace Mine;", StringComparison.Ordinal));
        Assert.Equal(["using Hourglass;", .. compiled], shown);
    }

    [Fact]
    public void A_model_of_ones_own_is_trained_continued_and_loaded_by_its_name()
    {
        using var folder = new TemporaryFolder();
        Hourglass.Data.NpyFile.Write(folder["rows.npy"], new Hourglass.Data.NpyArray(Enumerable.Range(0, 120).Select(i => MathF.Sin(i)).ToArray(), 20, 6));
        using (Catalog.Add(NormAutoencoder.Recipe))
        {
            Assert.Throws<UsageException>(() => Catalog.Add(NormAutoencoder.Recipe));
            var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["rate"] = "0.5", ["latent"] = "2", ["epochs"] = "2" };
            Run.Train(new RunRequest(folder["rows.npy"], "norm-ae", settings, folder["run"]), cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(3, Run.Resume(folder["run"], epochs: 3, cancellation: TestContext.Current.CancellationToken).Epochs);
        }

        using var model = Autoencoder.Load(folder["run"]);
        Assert.Equal(0.5, model.Blueprint.Terms.OfType<CodeNorm>().Single().Rate);
        Assert.Throws<UsageException>(() => Catalog.Find("norm-ae"));
    }
}
