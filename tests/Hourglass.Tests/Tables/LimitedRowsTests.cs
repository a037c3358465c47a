using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tables;
using static TorchSharp.torch;

namespace Hourglass.Tests.Tables;

/// <summary>Made rows that fulfil clauses, beside the distribution that all rows and a grid of latent vectors give.</summary>
public sealed class LimitedRowsTests : IDisposable
{
    private static readonly string[] Cities = ["Bern", "Oslo", "Rome"];
    private readonly TemporaryFolder folder = new();

    public LimitedRowsTests() => File.WriteAllText(folder["t.csv"], "grade,smoker,city\n" + string.Concat(Enumerable.Range(0, 400).Select(i =>
        $"{10 * (1 + (i * 7 % 11 % 4))},{(i % 4 == 0 ? "yes" : "no")},{Cities[i % 4 == 0 ? i % 8 / 4 : 2 - (i % 5 / 2)]}\n")));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ordered", "smoker=yes")]
    [InlineData("ordered", "city=Rome,grade>=30")]
    [InlineData("independent", "city=Rome,grade>=30")]
    [InlineData("independent", "grade>=25")]
    public void Rows_are_drawn_from_the_distribution_given_the_clauses(string decoder, string where)
    {
        using var run = Train($"decoder={decoder} latent=1");
        var model = new TableModel(run.Model);
        var clauses = RowClause.Parse(where);
        const int Count = 6000;
        var made = model.Generate(Count, seed: 3, where: clauses);
        var all = All(model.Schema);
        var expected = Probabilities(run.Model, model.ToExamples(all));
        bool[] fits = [.. Enumerable.Range(0, all.Count).Select(row => clauses.All(clause => Fulfils(all, row, clause)))];
        var total = Enumerable.Range(0, all.Count).Where(row => fits[row]).Sum(row => expected[row]);
        var counts = Enumerable.Range(0, Count).CountBy(row => Key(made, row)).ToDictionary();
        Assert.All(Enumerable.Range(0, Count), row => Assert.True(clauses.All(clause => Fulfils(made, row, clause))));
        for (var row = 0; row < all.Count; row++)
        {
            var (p, share) = (fits[row] ? expected[row] / total : 0, counts.GetValueOrDefault(Key(all, row)) / (double)Count);
            Assert.InRange(share, p - (4.5 * Math.Sqrt(p * (1 - p) / Count)) - 2e-3, p + (4.5 * Math.Sqrt(p * (1 - p) / Count)) + 2e-3);
        }
    }

    [Fact]
    public void Blocks_of_rows_are_drawn_one_after_the_other_and_differ()
    {
        const int Count = 17_000;
        using var run = Train("decoder=ordered latent=1");
        var reported = new List<int>();
        var made = new TableModel(run.Model).Generate(Count, seed: 3, where: RowClause.Parse("smoker=yes"), report: done => reported.Add(done.Done));
        Assert.Equal(Count, made.Count);
        var smokers = made["smoker"].Read();
        Assert.All(smokers, cell => Assert.Equal(smokers[0], cell));
        Assert.Equal(reported.Order(), reported);
        Assert.Equal(Count, reported[^1]);
        var grades = made["grade"].Read();
        Assert.NotEqual(grades[..500], grades[16_384..16_884]);
    }

    [Fact]
    public void Equal_seeds_give_equal_rows()
    {
        using var run = Train("latent=2");
        var model = new TableModel(run.Model);
        var where = RowClause.Parse("smoker=yes");
        Assert.Equal(Keys(model.Generate(50, 1, where: where)), Keys(model.Generate(50, 1, where: where)));
        Assert.NotEqual(Keys(model.Generate(50, 1, where: where)), Keys(model.Generate(50, 2, where: where)));

        static IEnumerable<string> Keys(Table table) => [.. Enumerable.Range(0, table.Count).Select(row => Key(table, row))];
    }

    [Theory]
    [InlineData("smokr=yes", "did you mean 'smoker'?")]
    [InlineData("city=Rom", "did you mean 'Rome'?")]
    [InlineData("city<Rome", "levels without an order")]
    [InlineData("grade>90", "'10', '20'")]
    [InlineData("grade=10,grade>=20", "'10', '20'")]
    [InlineData("grade=many", "not a level")]
    [InlineData("grade=15", "not a level")]
    public void What_no_row_can_fulfil_is_refused(string where, string part)
    {
        using var run = Train("latent=2 epochs=1");
        Assert.Contains(part, Assert.Throws<UsageException>(() => new TableModel(run.Model).Generate(5, where: RowClause.Parse(where))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label=city", "city=Oslo")]
    [InlineData("told=city", "city=Oslo")]
    [InlineData("told=city", "city=Oslo,smoker=yes")]
    public void A_conditional_model_is_told_its_columns(string setting, string where)
    {
        using var run = Train($"latent=2 epochs=1 {setting}", "cvae");
        var made = new TableModel(run.Model).Generate(40, where: RowClause.Parse(where));
        Assert.All(Enumerable.Range(0, 40), row => Assert.True(RowClause.Parse(where).All(clause => Fulfils(made, row, clause))));
    }

    [Fact]
    public void A_label_that_the_model_does_not_make_is_refused()
    {
        using var run = Train("latent=2 epochs=1 label=city");
        Assert.Contains("the label", Assert.Throws<UsageException>(() => new TableModel(run.Model).Generate(5, where: RowClause.Parse("city=Rome"))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>p(row) as the integral over z of p(z) p(row | z), by a sum over a grid.</summary>
    private static double[] Probabilities(Autoencoder model, Examples examples)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var rows = tensor(examples.ToArray(), [examples.Count, examples.Shape.Size]);
        var sums = new double[examples.Count];
        var total = 0.0;
        for (var z = -5.0; z <= 5; z += 0.05)
        {
            var output = model.Modules.Decode(full([examples.Count, 1], z, dtype: ScalarType.Float32), condition: null, target: rows);
            var log = model.Blueprint.Loss.NegativeLogLikelihood(output, rows).neg().data<float>().ToArray();
            total += Math.Exp(-z * z / 2);
            for (var i = 0; i < sums.Length; i++) sums[i] += Math.Exp((-z * z / 2) + log[i]);
        }

        return Array.ConvertAll(sums, sum => sum / total);
    }

    /// <summary>All combinations of cells.</summary>
    private static Table All(TableSchema schema)
    {
        var rows = from grade in Enumerable.Range(0, 4) from smoker in Enumerable.Range(0, 2) from city in Enumerable.Range(0, 3) select (grade, smoker, city);
        return Table.Of(schema, [[.. rows.Select(row => schema.Columns[0].HasLevels ? row.grade : 10.0 * (row.grade + 1))], [.. rows.Select(row => (double)row.smoker)],
            [.. rows.Select(row => (double)row.city)]]);
    }

    private static bool Fulfils(Table table, int row, RowClause clause)
    {
        var text = table.Text(row, table[clause.Column].Index);
        return clause.Comparison switch
        {
            Comparison.Equal => text == clause.Value,
            Comparison.GreaterOrEqual => double.Parse(text) >= double.Parse(clause.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(clause)),
        };
    }

    private static string Key(Table table, int row) => string.Join('|', Enumerable.Range(0, 3).Select(column => table.Text(row, column)));

    private Run Train(string settings, string model = "vae")
    {
        Dictionary<string, string> values = new() { ["epochs"] = "12", ["hidden"] = "16", ["batch"] = "32" };
        foreach (var setting in settings.Split(' ')) values[setting.Split('=')[0]] = setting.Split('=')[1];
        var name = $"run{Directory.GetDirectories(folder.Root).Length}";
        Run.Train(new RunRequest(folder["t.csv"], model, values, folder[name]), cancellation: TestContext.Current.CancellationToken);
        return Run.Open(folder[name]);
    }
}
