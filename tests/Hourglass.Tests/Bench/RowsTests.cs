using Hourglass.Quality;

namespace Hourglass.Tests.Bench;

public sealed class RowsTests
{
    [Fact]
    public void The_tool_knows_every_row_and_its_options()
    {
        foreach (var row in Rows.All) Catalog.Find(row.Model).Read(row.Settings(seed: 1));
    }

    [Fact]
    public void Rows_have_names_of_their_own() => Assert.Equal(Rows.All.Count, Rows.All.Select(row => row.Id).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Rows_are_found_by_name_in_the_tables_order()
    {
        Assert.Same(Rows.All, Rows.Find([]));
        Assert.Equal(["pca-30", "dae"], Rows.Find(["dae", "pca-30"]).Select(row => row.Id));
        Assert.Contains("'vae'", Assert.Throws<UsageException>(() => Rows.Find(["vae"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_trains_with_the_arguments_that_it_names()
    {
        var run = new QualityRun(Rows.Find(["dense-ae"])[0], 3, "runs");
        Assert.Equal(
            "./hourglass train --data mnist --model ae --latent 32 --epochs 50 --batch 256 --set 'hidden=[]' code_activation=relu --seed 3 --out runs/dense-ae-seed3",
            CommandLineTool.Text(run.TrainArguments));
    }

    [Fact]
    public void Seeds_are_different_whole_numbers()
    {
        Assert.Equal([1, 2, 30], SeedList.Parse("1, 2,30"));
        foreach (var text in new[] { "", "1,", "1,1", "-1", "a" }) Assert.Throws<UsageException>(() => SeedList.Parse(text));
    }
}
