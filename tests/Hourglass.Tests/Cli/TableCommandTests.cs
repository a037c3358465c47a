using System.Text;

namespace Hourglass.Tests.Cli;

/// <summary>Commands that use a model trained on a table.</summary>
public sealed class TableCommandTests : IClassFixture<TableCommandTests.Trained>, IDisposable
{
    private readonly TemporaryFolder folder;

    public TableCommandTests(Trained trained) => folder = trained.Folder;

    public void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public async Task Reconstructed_rows_are_a_valid_table_with_kept_texts()
    {
        await CommandLine.Succeed(folder, "reconstruct run --data people.csv --keep-columns id --out again.csv");
        var rows = SampleTables.Rows(folder, "again.csv");
        Assert.Equal(240, rows.Length);
        Assert.All(rows, (row, i) =>
        {
            Assert.Equal($"p{i:000}", row[0]);
            Assert.InRange(int.Parse(row[1]), 20, 80);
            Assert.InRange(DateOnly.ParseExact(row[2], "yyyy-MM-dd"), new DateOnly(1950, 1, 1), new DateOnly(1983, 1, 1));
            Assert.Contains(row[3], (string[])["yes", "no", ""]);
            Assert.Contains(row[4], (string[])["Rome", "Oslo", "Bern"]);
            Assert.Equal("", row[5]);
        });
    }

    [Fact]
    public async Task Chosen_columns_stand_beside_the_codes()
    {
        await CommandLine.Succeed(folder, "encode run --data people.csv --keep-columns id,smoker --out codes.csv");
        var rows = SampleTables.Rows(folder, "codes.csv", "id,smoker,z1,z2");
        Assert.Equal(("p000", "yes", "p009", ""), (rows[0][0], rows[0][1], rows[9][0], rows[9][1]));
        await CommandLine.Succeed(folder, "encode run --data people.csv --out plain.csv");
        var plain = SampleTables.Rows(folder, "plain.csv", "z1,z2");
        Assert.Equal(plain.Select(row => float.Parse(row[0])), rows.Select(row => float.Parse(row[2])));
        Assert.Contains("did you mean 'smoker'?", await CommandLine.Fail(folder, "encode run --data people.csv --keep-columns smokr --out c.csv", 2),
            StringComparison.Ordinal);
        Assert.Contains("FILE.csv or FILE.parquet", await CommandLine.Fail(folder, "encode run --data people.csv --keep-columns id --out c.npy", 2),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_a_warning_and_refused_if_strict()
    {
        folder.Write("bad.csv", Encoding.UTF8.GetBytes($"{SampleTables.Header}\n{SampleTables.Person(1)}p1,many,1960-01-01,no,Paris,x\n"));
        var finished = await CommandLine.Succeed(folder, "encode run --data bad.csv --out bad-codes.csv --json");
        var warnings = finished.Result["warnings"]!.AsArray().Select(warning => (string)warning!).ToArray();
        Assert.Equal(2, warnings.Length);
        Assert.Contains("'many'", warnings[0], StringComparison.Ordinal);
        Assert.Contains("'Paris'", warnings[1], StringComparison.Ordinal);
        Assert.All(warnings, warning => Assert.Contains($"warning: {warning}", finished.Error, StringComparison.Ordinal));
        foreach (var command in (string[])["encode run", "reconstruct run", "impute run"])
        {
            Assert.Contains("'many'", await CommandLine.Fail(folder, $"{command} --data bad.csv --strict --out refused.csv"), StringComparison.Ordinal);
            Assert.False(File.Exists(folder["refused.csv"]));
        }
    }

    [Fact]
    public async Task Codes_and_paths_become_rows()
    {
        await CommandLine.Succeed(folder, "encode run --data people.csv --out for-decode.csv");
        await CommandLine.Succeed(folder, "decode run --codes for-decode.csv --out decoded.csv");
        await CommandLine.Succeed(folder, "reconstruct run --data people.csv --out reconstructed.csv");
        Assert.Equal(File.ReadAllText(folder["reconstructed.csv"]), File.ReadAllText(folder["decoded.csv"]));
        await CommandLine.Succeed(folder, "decode run --codes for-decode.csv --sample --out drawn.csv");
        Assert.NotEqual(File.ReadAllText(folder["drawn.csv"]), File.ReadAllText(folder["decoded.csv"]));
        await CommandLine.Succeed(folder, "interpolate run --data people.csv --from 3 --to 8 --steps 5 --out path.csv");
        var (path, decoded) = (SampleTables.Rows(folder, "path.csv"), SampleTables.Rows(folder, "decoded.csv"));
        Assert.Equal(5, path.Length);
        Assert.Equal(decoded[3], path[0]);
        Assert.Equal(decoded[8], path[4]);
        await CommandLine.Succeed(folder, "traverse run --steps 4 --out traversed.parquet");
        Assert.Contains("FILE.parquet", await CommandLine.Fail(folder, "traverse run --out t.png", 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filled_rows_keep_the_texts_of_columns_that_were_left_out()
    {
        await CommandLine.Succeed(folder, "impute run --data people.csv --out filled.csv");
        var (given, filled) = (SampleTables.Rows(folder, "people.csv"), SampleTables.Rows(folder, "filled.csv"));
        Assert.All(given.Zip(filled), pair =>
        {
            Assert.NotEqual("", pair.Second[3]);
            Assert.Equal(pair.First.Where((_, i) => i != 3 || pair.First[3] != ""), pair.Second.Where((_, i) => i != 3 || pair.First[3] != ""));
        });
    }

    [Fact]
    public async Task Rows_without_the_label_of_the_training_rows_can_be_encoded()
    {
        folder.Write("unlabelled.csv", Encoding.UTF8.GetBytes("id,age,born,smoker,note\np1,30,1960-01-01,no,x\np2,31,1961-01-01,yes,y\n"));
        var finished = await CommandLine.Succeed(folder, "encode labelled --data unlabelled.csv --out u.csv");
        Assert.Contains("lacks the column 'city'", finished.Error, StringComparison.Ordinal);
        Assert.Equal(2, SampleTables.Rows(folder, "u.csv", "z1,z2").Length);
        await CommandLine.Succeed(folder, "reconstruct labelled --data people.csv --out l.csv");
        Assert.Equal(SampleTables.Rows(folder, "people.csv").Select(row => row[4]), SampleTables.Rows(folder, "l.csv").Select(row => row[4]));
    }

    [Fact]
    public async Task All_made_rows_fulfil_the_clauses()
    {
        await CommandLine.Succeed(folder, "generate run --count 300 --where smoker=yes,age>=60,born<1970-01-01 --out where.csv");
        var rows = SampleTables.Rows(folder, "where.csv");
        Assert.Equal(300, rows.Length);
        Assert.All(rows, row =>
        {
            Assert.Equal("yes", row[3]);
            Assert.InRange(int.Parse(row[1]), 60, 80);
            Assert.True(DateOnly.ParseExact(row[2], "yyyy-MM-dd") < new DateOnly(1970, 1, 1));
        });
        Assert.Contains("did you mean 'yes'?", await CommandLine.Fail(folder, "generate run --where smoker=yess --out w.csv", 2), StringComparison.Ordinal);
        Assert.Contains("20 to 80", await CommandLine.Fail(folder, "generate run --where age>200 --out w.csv", 2), StringComparison.Ordinal);
        Assert.Contains("a date", await CommandLine.Fail(folder, "generate run --where born>many --out w.csv", 2), StringComparison.Ordinal);
        Assert.Contains("left out", await CommandLine.Fail(folder, "generate run --where id=p001 --out w.csv", 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluation_gives_figures_of_each_column()
    {
        var result = (await CommandLine.Succeed(folder, "evaluate run --data people.csv --json")).Result;
        var columns = result["columns"]!.AsArray();
        Assert.Equal(["age", "born", "smoker", "city"], columns.Select(column => (string)column!["column"]!));
        Assert.All(columns, column =>
        {
            Assert.True((double)column!["log_likelihood_nats"]! < 0);
            Assert.Equal((double)column["error"]! / (double)column["baseline_error"]!, (double)column["relative_error"]!, 1e-12);
        });
        Assert.Equal((true, true, false), (result.ContainsKey("kl_nats"), result.ContainsKey("active_units"), result.ContainsKey("mse_per_feature")));
    }

    [Fact]
    public async Task Evaluation_compares_made_rows_with_real_ones()
    {
        var finished = await CommandLine.Succeed(folder, "evaluate run --data people.csv --set label=smoker generated=300 --json");
        var result = finished.Result;
        Assert.All((string[])["shape_fidelity", "pair_fidelity", "two_sample_auc", "label_auc_made", "label_auc_real", "copy_share", "nearer_training_share"],
            name => Assert.InRange((double)result[name]!, 0, 1));
        Assert.Equal(300, (int)result["protocol"]!["made_rows"]!);
        Assert.Equal(24, (int)result["protocol"]!["distance_reference_rows"]!);
        Assert.All(result["columns"]!.AsArray(), column => Assert.InRange((double)column!["shape_fidelity"]!, 0.5, 1));
        Assert.Equal(5, result["least_alike_pairs"]!.AsArray().Count);
        Assert.Contains("whether boosted trees can tell made rows from real ones", finished.Error, StringComparison.Ordinal);
        var without = (await CommandLine.Succeed(folder, "evaluate run --data people.csv --set generated=0 --json")).Result;
        Assert.Equal((false, true), (without.ContainsKey("two_sample_auc"), without.ContainsKey("relative_error")));
    }

    [Fact]
    public async Task A_report_shows_the_table_and_what_the_model_makes_of_it()
    {
        await CommandLine.Succeed(folder, "report run --out page.html");
        var page = File.ReadAllText(folder["page.html"]);
        Assert.All((string[])["The table", "Map", "Made rows", "Column by column", "Pair by pair", "Filled cells", "What the code keeps", "Learning"],
            heading => Assert.Contains($">{heading}</h2>", page, StringComparison.Ordinal));
        Assert.Contains("left out: ", page, StringComparison.Ordinal);
        Assert.Equal(4, page.Split("type=\"radio\"").Length - 1);
        Assert.Contains("The model filled 24 empty cells in 24 rows", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">10</th>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("PCA", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Copies_are_sought_in_the_training_rows_only()
    {
        folder.Write("others.csv", Encoding.UTF8.GetBytes($"{SampleTables.Header}\n{string.Concat(Enumerable.Range(300, 60).Select(SampleTables.Person))}"));
        var finished = await CommandLine.Succeed(folder, "evaluate run --data others.csv --json");
        Assert.Equal((true, false), (finished.Result.ContainsKey("two_sample_auc"), finished.Result.ContainsKey("copy_share")));
        Assert.Contains("Copies of training rows are not searched for", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_the_model_does_not_make_tells_no_rows_apart()
    {
        var finished = await CommandLine.Succeed(folder, "evaluate labelled --data people.csv --json");
        Assert.Contains("does not make 'city'", finished.Error, StringComparison.Ordinal);
        Assert.Equal(3, finished.Result["columns"]!.AsArray().Count);
        Assert.InRange((double)finished.Result["shape_fidelity"]!, 0.5, 1);
    }

    [Fact]
    public async Task A_model_without_a_distribution_of_cells_has_no_likelihoods()
    {
        await CommandLine.Succeed(folder, "train --data people.csv --model pca --set latent=2 --out linear");
        var result = (await CommandLine.Succeed(folder, "evaluate linear --data people.csv --json")).Result;
        Assert.All(result["columns"]!.AsArray(), column => Assert.Null(column!["log_likelihood_nats"]));
        Assert.InRange((double)result["two_sample_auc"]!, 0, 1);
        await CommandLine.Succeed(folder, "report linear");
        Assert.DoesNotContain("Filled cells", File.ReadAllText(folder["linear/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_tables_are_refused_for_other_models()
    {
        Samples.Rows(folder);
        Samples.Train(folder, "rows.npz", "ae", "epochs=1 hidden=8 latent=2", "numbers");
        Assert.Contains("applies to tables", await CommandLine.Fail(folder, "encode numbers --data rows.npz --strict --out c.csv", 2),
            StringComparison.Ordinal);
        Assert.Contains("applies to tables", await CommandLine.Fail(folder, "evaluate numbers --data rows.npz --set copy_rows=0", 2), StringComparison.Ordinal);
    }

    public sealed class Trained : IDisposable
    {
        public Trained()
        {
            SampleTables.People(Folder);
            Samples.Train(Folder, "people.csv", "vae", "epochs=8 hidden=16 latent=2 batch=64", "run");
            Samples.Train(Folder, "people.csv", "vae", "epochs=1 hidden=16 latent=2 batch=64 label=city", "labelled");
        }

        internal TemporaryFolder Folder { get; } = new();

        public void Dispose() => Folder.Dispose();
    }
}
