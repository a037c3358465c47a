using Hourglass.Figures;

namespace Hourglass.Tests.Bench.Figures;

public sealed class CatalogPageTests
{
    [Fact]
    public void Every_model_of_the_catalog_has_a_row_whose_options_are_understood()
    {
        Assert.Equal(Catalog.All.Select(recipe => recipe.Id), CatalogRows.Models.Select(row => row.Id));
        Assert.All(CatalogRows.All, row => Catalog.Find(row.Model).Read(row.Settings));
    }

    [Fact]
    public void What_a_model_does_not_have_and_what_is_not_run_is_left_open()
    {
        var page = CatalogPage.Write([1, 2], row => row.Id switch
        {
            "vae" => QualityPageTests.Result(row, 1, Metrics(20, ("knn_accuracy", 0.9), ("nll_nats", 100), ("active_units", 12))),
            "vae-seed-2" => QualityPageTests.Result(row, 2, Metrics(22, ("knn_accuracy", 0.92), ("nll_nats", 102), ("active_units", 12))),
            "ae" => QualityPageTests.Result(row, 1, Metrics(10, ("knn_accuracy", 0.95))),
            _ => null,
        });
        Assert.Equal(["vae", "16", "10", "21.00 ± 1.00", "0.9100 ± 0.0100", "101.00 ± 1.00", "12 ± 0", "15", "2"], Line("vae"));
        Assert.Equal(["ae", "16", "10", "10.00", "0.9500", "–", "–", "10", "1"], Line("ae"));
        Assert.Equal(["pca", "16", "–", "–", "–", "–", "–", "–", "0"], Line("pca"));

        string[] Line(string model) =>
            page.Split('\n').Select(line => line.Split('|',
            StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 2).Select(cells => cells[1..^1]).First(cells => cells is [var first, ..]
            && first == model);
    }

    private static (string Name, double Value)[] Metrics(double squaredError, params (string Name, double Value)[] others) =>
        [("mse_per_feature", squaredError / 784), .. others];
}
