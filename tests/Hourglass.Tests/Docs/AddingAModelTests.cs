using Hourglass.Runs;
using Hourglass.Tests.Contracts;

namespace Hourglass.Tests.Docs;

/// <summary>The page on adding a model tells the truth. Alone, since the catalog is the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class AddingAModelTests
{
    [Theory]
    [InlineData("NormAutoencoder.cs", "using Hourglass;")]
    [InlineData("Logistic.cs")]
    public void A_file_on_the_page_is_the_one_that_is_compiled(string file, params string[] first)
    {
        var shown = CodeBlock.Of(Repository.Lines("docs/adding-a-model.md")).Where(block => block.Language == "csharp").Select(block => string.Join('\n',
            block.Lines));
        var compiled = Repository.Lines("tests", "Hourglass.Tests", "Docs", file)
            .SkipWhile(line => line != "// <page>").Skip(1)
            .Select(line => line.Replace("namespace Hourglass.Tests.Docs;", "namespace Mine;", StringComparison.Ordinal));
        Assert.Contains(string.Join('\n', first.Concat(compiled)), shown);
    }

    [Fact]
    public void A_loss_of_ones_own_is_an_option_of_every_model_while_its_recipe_is_in_the_catalog()
    {
        using var folder = new TemporaryFolder();
        Hourglass.Data.NpyFile.Write(folder["rows.npy"], new Hourglass.Data.NpyArray(Enumerable.Range(0, 120).Select(i => MathF.Sin(i)).ToArray(), 20, 6));
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["loss"] = "logistic", ["logistic_scale"] = "0.2", ["latent"] = "2", ["epochs"] = "2", ["output_bias"] = "mean" };
        using (Catalog.Add(NormAutoencoder.Recipe))
        {
            Run.Train(new RunRequest(folder["rows.npy"], "vae", settings, folder["run"]), cancellation: TestContext.Current.CancellationToken);
            var idle = Assert.Throws<UsageException>(() => Blueprint(new(settings, StringComparer.Ordinal) { ["loss"] = "gaussian" }));
            Assert.Equal("logistic_scale is an option of the loss logistic, but the loss is gaussian; give loss=logistic, or omit logistic_scale.",
                idle.Message);
        }

        using var model = Autoencoder.Load(folder["run"]);
        Assert.Equal(new Logistic(0.2), model.Blueprint.Loss);
        Assert.Equal(6, model.Decode(new float[40, 2]).GetLength(1));
        var unknown = Assert.Throws<UsageException>(() => Blueprint(settings));
        Assert.Contains("loss is 'logistic'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("There is no option 'logistic_scale'", unknown.Message, StringComparison.Ordinal);

        static Blueprint Blueprint(Dictionary<string, string> settings)
        {
            var recipe = Catalog.Find("vae");
            return recipe.ToBlueprint(recipe.Read(settings), new DataTraits(Hourglass.Data.DataShape.Row(6), InUnitInterval: false));
        }
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
