using System.Text;
using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tables;
using Hourglass.Tests.Data.Tables;

namespace Hourglass.Tests.Tables;

/// <summary>Trained models of tables: rows in and out.</summary>
public sealed class TableModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_column_that_another_one_determines_is_filled_right_both_ways()
    {
        using var run = Trained("vae", Related(800), "latent=2 hidden=[32] column_units=32 batch=32 epochs=32");
        var rows = Table.Open(folder.Write("new.csv", Encoding.UTF8.GetBytes(Related(60, seed: 2, hasEmpty: false))), new TableModel(run.Model).Schema);
        var truth = rows.Columns.Select(column => column.Read()).ToArray();
        var cells = truth.Select(column => column.ToArray()).ToArray();
        for (var row = 0; row < 60; row++) cells[row % 3][row] = double.NaN;
        var filled = new TableModel(run.Model).Impute(Table.Of(rows.Schema, cells), draws: 20, seed: 3);
        Assert.Equal((60, 20, 60), (filled.Cells.Count, filled.Draws.Count, filled.Best.Count));
        foreach (var cell in filled.Cells)
        {
            var column = rows.Schema.Columns.Select(one => one.Name).ToList().IndexOf(cell.Column);
            Assert.Equal(cell.Row % 3, column);
            Assert.Equal(filled.Best.Columns[column].Read()[cell.Row], cell.Value);
            if (column == 2)
            {
                // Nothing says what it is.
                Assert.InRange(cell.Uncertainty, 0.4, 0.7);
                continue;
            }

            Assert.Equal(truth[column][cell.Row], cell.Value);
            Assert.InRange(cell.Uncertainty, 0, 0.3);
        }

        var draws = filled.Draws.Select(draw => draw.Columns.Select(column => column.Read()).ToArray()).ToArray();
        var (right, third) = (0, new int[3]);
        foreach (var draw in draws)
        {
            for (var row = 0; row < 60; row++)
            {
                for (var column = 0; column < 3; column++)
                {
                    if (column != row % 3) Assert.Equal(truth[column][row], draw[column][row]);
                    else if (column == 2) third[(int)draw[column][row]]++;
                    else right += draw[column][row] == truth[column][row] ? 1 : 0;
                }
            }
        }

        Assert.InRange(right, 0.95 * 800, 800);
        Assert.All(third, count => Assert.InRange(count, 60, 210));
        Assert.True(filled.Draws.Zip(new TableModel(run.Model).Impute(Table.Of(rows.Schema, cells), draws: 20, seed: 3).Draws)
            .All(pair => pair.First.Columns.Zip(pair.Second.Columns).All(column => column.First.Read().SequenceEqual(column.Second.Read()))));
    }

    [Theory]
    [InlineData("vae", "ordered")]
    [InlineData("vae", "independent")]
    [InlineData("ae", "independent")]
    public void No_cell_is_left_empty_or_filled_with_an_empty_one(string recipe, string decoder)
    {
        using var run = Trained(recipe, Related(200), $"latent=2 hidden=[8] column_units=8 epochs=1 decoder={decoder}");
        var rows = Table.Open(folder["t.csv"], new TableModel(run.Model).Schema);
        var empty = rows.Columns.Sum(column => column.Read().Count(double.IsNaN));
        Assert.True(empty > 20);
        var filled = new TableModel(run.Model).Impute(rows, draws: 3);
        Assert.Equal(empty, filled.Cells.Count);
        foreach (var table in filled.Draws.Append(filled.Best))
            Assert.All(table.Columns, column => Assert.DoesNotContain(double.NaN, column.Read()));
        Assert.All(filled.Cells, cell => Assert.True(cell.Uncertainty is >= 0 and <= 1));
    }

    [Theory]
    [InlineData("ordered", true)]
    [InlineData("independent", false)]
    public void Made_rows_keep_what_columns_say_of_each_other_if_they_are_drawn_in_order(string decoder, bool keeps)
    {
        using var run = Trained("vae", Related(800, hasEmpty: false), $"latent=2 hidden=[32] column_units=32 batch=32 epochs=24 decoder={decoder}");
        var made = new TableModel(run.Model).Generate(600, seed: 1);
        var (a, b) = (made["a"].Read(), made["b"].Read());
        var agreeing = Enumerable.Range(0, 600).Count(row => b[row] == Other(a[row]));
        if (keeps) Assert.InRange(agreeing, 540, 600);
        else Assert.InRange(agreeing, 0, 539);
        Assert.All(Enumerable.Range(0, 5), level => Assert.InRange(a.Count(cell => cell == level), 60, 180));
    }

    [Fact]
    public void A_saved_model_gives_the_same_and_reads_tables_with_other_and_reordered_columns()
    {
        using var run = Trained("vae", MixedTable.Text(150), "latent=2 hidden=[8] column_units=8 epochs=1");
        var (model, schema) = (new TableModel(run.Model), new TableModel(run.Model).Schema);
        using var again = Run.Open(folder["run"]);
        var table = Table.Open(folder["t.csv"], schema);
        Assert.Equal(model.Coding, new TableModel(again.Model).Coding);
        Assert.Equal(Text(model.Generate(40, seed: 5)), Text(new TableModel(again.Model).Generate(40, seed: 5)));
        var lines = File.ReadAllText(folder["t.csv"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        var other = Table.Open(folder.Write("other.csv",
            Encoding.UTF8.GetBytes(string.Concat(lines.Select((cells, i) => $"{string.Join(',', cells.Reverse())},{(i == 0 ? "more" : "1")}\n")))), schema);
        Assert.Equal(model.Encode(table), new TableModel(again.Model).Encode(other));
        Assert.Equal(Text(model.Reconstruct(table)), Text(new TableModel(again.Model).Reconstruct(other)));
        Assert.NotEqual(Text(model.Generate(40, seed: 5)), Text(model.Generate(40, seed: 6)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("decoder=independent")]
    public void A_resumed_training_gives_the_weights_of_an_uninterrupted_one(string settings)
    {
        var given = $"latent=2 hidden=[8] column_units=8 batch=16 {settings}".TrimEnd();
        using var whole = Trained("vae", MixedTable.Text(150), $"{given} epochs=3", "whole");
        using var stop = new CancellationTokenSource();
        var request = Request("vae", $"{given} epochs=3", "parts");
        Run.Train(request, happened =>
        {
            if (happened is Hourglass.Training.EpochDone { Epoch: 1 }) stop.Cancel();
        }, stop.Token);
        Run.TrainOrResume(request, cancellation: TestContext.Current.CancellationToken);
        using var parts = Run.Open(folder["parts"]);
        Assert.Equal(TrainingRun.WeightsOf(whole.Model), TrainingRun.WeightsOf(parts.Model));
    }

    [Fact]
    public void A_conditional_model_is_told_the_label_or_columns_and_makes_rows_of_them()
    {
        using var labelled = Trained("cvae", MixedTable.Text(150), "latent=2 hidden=[8] epochs=1 label=grade", "labelled");
        var made = new TableModel(labelled.Model).Generate(9, seed: 1);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1, 2], made["grade"].Read());
        using var told = Trained("cvae", MixedTable.Text(150), "latent=2 hidden=[8] epochs=1 told=sex,edu", "told");
        var model = new TableModel(told.Model);
        Assert.Equal(["sex", "edu"], model.Coding.Conditions.Select(code => code.Name));
        var rows = Table.Open(folder["t.csv"], model.Schema);
        var conditions = told.Model.ConditionOf(model.ToExamples(rows))!;
        var likeRows = model.Generate(rows.Count, seed: 2, condition: conditions);
        Assert.Equal(rows["sex"].Read(), likeRows["sex"].Read());
        Assert.Equal(rows["edu"].Read(), likeRows["edu"].Read());
        Assert.Equal(rows["edu"].Read(), model.Reconstruct(rows)["edu"].Read());
        using var valued = Trained("cvae", MixedTable.Text(150), "latent=2 hidden=[8] epochs=1 told=age numbers=density", "valued");
        Assert.All(new TableModel(valued.Model).Generate(9, where: RowClause.Parse("age=33"))["age"].Read(), age => Assert.Equal(33, age));
        using var plain = Trained("vae", MixedTable.Text(150), "latent=2 hidden=[8] epochs=1 label=grade", "plain");
        Assert.DoesNotContain(new TableModel(plain.Model).Coding.Columns, code => code.Name == "grade");
    }

    [Fact]
    public void Numbers_with_densities_are_made_filled_and_judged()
    {
        using var run = Trained("vae", MixedTable.Text(600), "latent=4 hidden=[32] batch=64 epochs=12 numbers=density");
        var model = new TableModel(run.Model);
        Assert.Equal(["age", "income", "born", "score"], model.Coding.Columns.OfType<ValueCode>().Select(code => code.Name));
        Assert.IsNotType<OrderedSpec>(run.Model.Blueprint.Networks.Decoder);
        var rows = Table.Open(folder["t.csv"], model.Schema);
        var made = model.Generate(2000, seed: 1);
        foreach (var column in model.Coding.Columns.OfType<ValueCode>())
        {
            var (real, drawn) = (rows[column.Name].Read().Where(cell => !double.IsNaN(cell)).Order().ToArray(), made[column.Name].Read().Order().ToArray());
            Assert.DoesNotContain(double.NaN, drawn);
            // The largest distance of the distribution functions.
            var distance = real.Max(cell => Math.Abs((real.Count(one => one <= cell) / (double)real.Length) - (drawn.Count(one => one <= cell) / 2000.0)));
            Assert.InRange(distance, 0, 0.15);
            Assert.InRange(drawn[0], column.Least, column.Most);
            Assert.InRange(drawn[^1], column.Least, column.Most);
            if (column.Step > 0)
                Assert.All(drawn, cell => Assert.Equal(Math.Round((cell - column.Origin) / column.Step) * column.Step, cell - column.Origin, 1e-9));
        }

        var limited = model.Generate(200, seed: 2, where: RowClause.Parse("age>=30,age<33,income>2000,sex=m"));
        Assert.All(limited["age"].Read(), age => Assert.Contains(age, (double[])[30, 31, 32]));
        Assert.Equal(3, limited["age"].Read().Distinct().Count());
        Assert.All(limited["income"].Read(), income => Assert.True(income > 2000));
        Assert.All(model.Generate(20, seed: 2, where: RowClause.Parse("age=40"))["age"].Read(), age => Assert.Equal(40, age));
        Assert.Contains("'age'", Assert.Throws<UsageException>(() => model.Generate(5, where: RowClause.Parse("age>200"))).Message, StringComparison.Ordinal);

        var filled = model.Impute(rows, draws: 2);
        var income = filled.Cells.Where(cell => cell.Column == "income").ToArray();
        Assert.Equal(rows["income"].Read().Count(double.IsNaN), income.Length);
        Assert.All(income, cell => Assert.InRange(cell.Uncertainty, 300, 6000));
        foreach (var table in filled.Draws.Append(filled.Best))
            Assert.All(table.Columns.Where(column => column.Schema.IsUsed), column => Assert.DoesNotContain(double.NaN, column.Read()));
        Assert.All(model.Judge(rows, rows), quality => Assert.InRange(quality.Error!.Value / quality.Baseline!.Value, 0, 1.1));
        Assert.All(model.Judge(rows, rows), quality => Assert.InRange(quality.LogLikelihoodNats!.Value, -2.5, 3));
        var nats = model.LogLikelihoods(rows);
        Assert.Equal((rows.Count, model.Coding.Columns.Count), (nats.GetLength(0), nats.GetLength(1)));
        Assert.All(model.Judge(rows, rows).Index(), one => Assert.Equal(
            Enumerable.Range(0, rows.Count).Select(row => nats[row, one.Index]).Where(value => !double.IsNaN(value)).Average(),
                one.Item.LogLikelihoodNats!.Value, 1e-4));
        using var again = Run.Open(folder["run"]);
        Assert.Equal(model.Coding, new TableModel(again.Model).Coding);
        Assert.Equal(Text(model.Generate(40, seed: 5)), Text(new TableModel(again.Model).Generate(40, seed: 5)));
        Assert.Contains("ordered", Assert.Throws<UsageException>(() => Trained("vae", null, "epochs=1 numbers=density decoder=ordered", "refused")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_table_does_not_support_is_refused_in_a_sentence()
    {
        folder.Write("t.csv", Encoding.UTF8.GetBytes(MixedTable.Text(100)));
        string[] refused =
            ["loss=gaussian", "scale=standard", "binarize=dynamic", "network=conv", "label=nothing", "told=nothing", "columns=age=colour", "drop=nothing"];
        foreach (var settings in refused)
        {
            var thrown = Record.Exception(() => Trained("vae", null, $"latent=2 hidden=[8] epochs=1 {settings}", settings.Replace('=', '-')));
            Assert.True(thrown is UsageException or HourglassException, $"{settings}: {thrown}");
            var said = thrown.Message;
            Assert.EndsWith(".", said, StringComparison.Ordinal);
            Assert.DoesNotContain("--", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_of_tables_are_refused_for_other_data()
    {
        var recipe = Catalog.Find("vae");
        var traits = new DataTraits(DataShape.Row(8), InUnitInterval: true);
        foreach (var (name, value) in ((string, string)[])[("hide", "0.5"), ("column_units", "9"), ("column_omission", "0.1"), ("numbers", "density"), ("drop", "a")])
        {
            var said = Assert.Throws<UsageException>(() => recipe.ToBlueprint(recipe.Read(new Dictionary<string, string> { [name] = value }), traits)).Message;
            Assert.StartsWith($"{name} is given", said, StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A table in which a and b determine each other and c is anything.</summary>
    private static string Related(int rows, int seed = 1, bool hasEmpty = true)
    {
        var random = new Random(seed);
        return TableText.Column("a,b,c", rows, i =>
        {
            var (a, c) = (random.Next(5), random.Next(3));
            string[] cells = [$"{"pqrst"[a]}", $"{"vwxyz"[(int)Other(a)]}", $"{"klm"[c]}"];
            if (hasEmpty && i % 20 < 3) cells[i % 20] = "";
            return string.Join(',', cells);
        });
    }

    private static double Other(double level) => ((3 * level) + 2) % 5;

    private Run Trained(string recipe, string? text, string settings, string name = "run")
    {
        if (text is not null) folder.Write("t.csv", Encoding.UTF8.GetBytes(text));
        Run.Train(Request(recipe, settings, name), cancellation: TestContext.Current.CancellationToken);
        return Run.Open(folder[name]);
    }

    private RunRequest Request(string recipe, string settings, string name) => new(folder["t.csv"], recipe,
        settings.Split(' ').Select(setting => setting.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]), folder[name]);

    private static string[] Text(Table table) =>
        [.. Enumerable.Range(0, table.Count).Select(row => string.Join(';', table.Schema.Columns.Select((_, column) => table.Text(row, column))))];
}
