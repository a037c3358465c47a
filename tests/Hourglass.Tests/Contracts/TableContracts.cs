using System.Text;
using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tables;
using Hourglass.Tests.Data.Tables;
using Hourglass.Training;

namespace Hourglass.Tests.Contracts;

/// <summary>Every model of the catalog on a table with numbers, levels, dates and empty cells, or a sentence that says why not.</summary>
public sealed class TableContracts : IDisposable
{
    private const int Rows = 90;

    private const string Small = "epochs=1 latent=2 hidden=[8] column_units=4 batch=32 pretrain_epochs=1 warmup=0 anchors=6 components=6 fixed_point_steps=2 " +
        "flow_hidden=[8] leapfrog_steps=2 units=8 metric_hidden=[8] upper_hidden=[8]";

    private static readonly string[] Refused = ["cvae", "msssim-vae", "tied-ae"];

    /// <summary>Models with a term or phase that reads the output of the decoder for a latent vector alone.</summary>
    private static readonly string[] Independent = ["stacked-dae", "rae-gp", "vae-gan", "pca"];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Models => [.. Catalog.All.Select(recipe => recipe.Id)];

    [Theory]
    [MemberData(nameof(Models))]
    public void It_trains_on_a_table_and_makes_valid_tables(string id)
    {
        if (Refused.Contains(id))
        {
            Assert.EndsWith(".", Assert.Throws<UsageException>(() => Trained(id)).Message, StringComparison.Ordinal);
            return;
        }

        using var run = Trained(id);
        var model = new TableModel(run.Model);
        Assert.Equal(!Independent.Contains(id), run.Model.Blueprint.Networks.Decoder is OrderedSpec);
        var table = Table.Open(folder["t.csv"], model.Schema);
        var codes = model.Encode(table);
        Assert.Equal((Rows, run.Model.Latent), (codes.GetLength(0), codes.GetLength(1)));
        Assert.All(codes.Cast<float>(), code => Assert.True(float.IsFinite(code)));
        RequireValid(model.Reconstruct(table), table);
        RequireValid(model.Generate(20, seed: 1), table);
        if (id == "pca")
        {
            Assert.EndsWith(".", Assert.Throws<UsageException>(() => model.Impute(table)).Message, StringComparison.Ordinal);
            return;
        }

        var filled = model.Impute(table);
        Assert.All(filled.Best.Columns.Where(column => column.Schema.IsUsed), column => Assert.DoesNotContain(double.NaN, column.Read()));
    }

    // One step in memory: a run folder takes longer than the training.
    [Theory]
    [MemberData(nameof(Models))]
    public void Numbers_may_have_densities(string id)
    {
        if (Refused.Contains(id)) return;
        var table = TableText.Open(folder, "t.csv", MixedTable.Text(40));
        var coding = TableCoding.Fit(table, NumberCoding.Density);
        var (examples, recipe) = (new TableExamples(table, coding), Catalog.Find(id));
        var blueprint = recipe.ToBlueprint(recipe.Read(SettingsOf(recipe)), DataTraits.Of(examples));
        Assert.IsNotType<OrderedSpec>(blueprint.Networks.Decoder);
        using var model = Trainer.Fit(blueprint, examples, new TrainingOptions { Epochs = 1, BatchSize = 40 },
            cancellation: TestContext.Current.CancellationToken).Model;
        var made = new TableModel(model);
        foreach (var rows in (Table[])[made.Reconstruct(table), made.Generate(9, seed: 1)])
        {
            RequireValidCells(rows);
            Assert.All(coding.Columns.OfType<ValueCode>(), code => Assert.DoesNotContain(double.NaN, rows[code.Name].Read()));
        }
    }

    /// <summary>Checks that rows have levels, ranges and precision of the schema, and are read again as they were written.</summary>
    private void RequireValid(Table made, Table original)
    {
        Assert.Equal(original.Schema, made.Schema);
        RequireValidCells(made);
        made.Write(folder["made.csv"]);
        var read = Table.Open(folder["made.csv"], made.Schema);
        Assert.All(Enumerable.Range(0, made.Count), row => Assert.All(Enumerable.Range(0, made.Schema.Columns.Count), column =>
            Assert.Equal(made.Text(row, column), read.Text(row, column))));
    }

    private static void RequireValidCells(Table made)
    {
        for (var i = 0; i < made.Schema.Columns.Count; i++)
        {
            var column = made.Schema.Columns[i];
            if (!column.IsUsed) continue;
            double[] cells = [.. made.Columns[i].Read().Where(cell => !double.IsNaN(cell))];
            if (column.Missing == 0) Assert.Equal(made.Count, cells.Length);
            if (column.HasLevels) Assert.All(cells, cell => Assert.True(cell == Math.Round(cell) && cell >= 0 && cell < column.Levels.Count));
            else Assert.All(cells, cell => Assert.InRange(cell, column.Least!.Value, column.Most!.Value));
            if (column.Decimals is { } digits) Assert.All(cells, cell => Assert.Equal(Math.Round(cell, digits), cell));
        }
    }

    private Run Trained(string id)
    {
        folder.Write("t.csv", Encoding.UTF8.GetBytes(MixedTable.Text(Rows)));
        var recipe = Catalog.Find(id);
        Run.Train(new RunRequest(folder["t.csv"], id, SettingsOf(recipe), folder["run"]), cancellation: TestContext.Current.CancellationToken);
        return Run.Open(folder["run"]);
    }

    private static Dictionary<string, string> SettingsOf(Recipe recipe)
    {
        var settings = Small.Split(' ').Select(setting => setting.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        foreach (var name in settings.Keys.Where(name => recipe.AllParameters.All(parameter => parameter.Name != name)).ToArray()) settings.Remove(name);
        return settings;
    }

    public void Dispose() => folder.Dispose();
}
