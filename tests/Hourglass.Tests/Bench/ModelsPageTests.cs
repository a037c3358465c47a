using Hourglass.Quality;

namespace Hourglass.Tests.Bench;

public sealed class ModelsPageTests
{
    [Fact]
    public void Every_model_of_the_catalog_has_a_row_whose_options_are_understood()
    {
        Assert.Equal(Catalog.All.Select(recipe => recipe.Id), ModelRows.Models.Select(row => row.Id));
        Assert.All(ModelRows.All, row => Catalog.Find(row.Model).Read(row.Settings(1)));
    }

    [Fact]
    public void What_a_model_does_not_have_and_what_is_not_run_is_left_open()
    {
        var vae = ModelRows.Models.Single(row => row.Id == "vae");
        (string Row, QualityResult Result)[] results = [("vae", ResultsPageTests.Result(1, [20, 0.9, 100, 12])), ("vae", ResultsPageTests.Result(2, [22, 0.92, 102, 12])), ("ae", ResultsPageTests.Result(1, [10, 0.95, double.NaN, double.NaN]))];
        var page = ModelsPage.Write(results.ToLookup(pair => pair.Row, pair => pair.Result), "a processor");
        Assert.Equal(["vae", "16", "10", "21.00 ± 1.00", "0.9100 ± 0.0100", "101.00 ± 1.00", "12 ± 0", "15", "2"], Line("vae"));
        Assert.Equal(["ae", "16", "10", "10.00", "0.9500", "–", "–", "10", "1"], Line("ae"));
        Assert.Equal(["pca", "16", "–", "–", "–", "–", "–", "–", "0"], Line("pca"));
        Assert.Equal(4, vae.Figures.Count);

        string[] Line(string model) => page.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 2).Select(cells => cells[1..^1]).First(cells => cells is [var first, ..] && first == model);
    }
}
