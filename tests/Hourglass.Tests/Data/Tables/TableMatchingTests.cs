using System.Text;
using Hourglass.Data;
using Microsoft.Data.Sqlite;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Rows that are read against the schema of other rows.</summary>
public sealed class TableMatchingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TableSchema schema;

    public TableMatchingTests() => schema = TableText.Open(folder, "train.csv", TableText.Column("id;preis;n;klasse;ja;tag;dauer;fest", 60, i =>
        $"k{i};{(i % 7 == 0 ? "" : $"1.{i:000},50 €")};{i * 3};{(i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "ö")};{(i % 2 == 0 ? "nein" : "ja")};" +
        $"{(i % 28) + 1:00}.03.2020;{i % 24:00}:{i:00}:07;7")).Schema;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_rows_of_the_schema_are_read_as_they_were()
    {
        var table = Table.Open(folder["train.csv"], schema);
        var inferred = Table.Open(folder["train.csv"]);
        Assert.Equal(schema, table.Schema);
        Assert.Equal(inferred.Count, table.Count);
        for (var i = 0; i < schema.Columns.Count; i++) Assert.Equal(inferred.Columns[i].Read(), table.Columns[i].Read());
        Assert.Empty(table.Warnings);
        Assert.Empty(table.Notes);
        table.Write(folder["again.csv"]);
        inferred.Write(folder["inferred.csv"]);
        Assert.Equal(File.ReadAllText(folder["inferred.csv"]), File.ReadAllText(folder["again.csv"]));
    }

    [Fact]
    public void Columns_are_matched_by_name_in_any_order_encoding_and_delimiter()
    {
        var path = folder.Write("use.csv", Encoding.Latin1.GetBytes("Klasse|TAG|dauer|preis|ja|n\nö|24.12.1999|1:00:00|2,25|ja|-5\n" +
            "a|01.01.2030|2 days 0:00:00||nein|1000\n"));
        var table = Table.Open(path, schema);
        Assert.Equal(schema, table.Schema);
        Assert.Equal([2.25, double.NaN], table["preis"].Read());
        // Values outside the range of the schema are kept.
        Assert.Equal([-5, 1000], table["n"].Read());
        Assert.Equal([2, 0], table["klasse"].Read());
        Assert.Equal([1, 0], table["ja"].Read());
        Assert.Equal("24.12.1999", table.Text(0, 5));
        Assert.Equal([3.6e9, 2 * 86400e6], table["dauer"].Read());
        Assert.Empty(table.Warnings);
        Assert.Contains("Latin-1", Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_missing_cells_and_another_one_is_ignored()
    {
        var table = Open("n,klasse,ja,tag,dauer,fest,rabatt,Preise\n1,a,ja,01.01.2020,0:01:00,7,x,4\n");
        Assert.True(double.IsNaN(table["preis"].Read()[0]));
        Assert.Equal("", table.Text(0, 1));
        Assert.Equal($"'{folder["use.csv"]}' lacks the column 'preis' (is 'Preise' meant?); its cells are read as missing.",
            Assert.Single(table.Warnings).ToString());
        Assert.Equal($"2 columns of '{folder["use.csv"]}' are not among those of the model and are ignored: 'rabatt', 'Preise'.",
            Assert.Single(table.Notes).ToString());
        Assert.Contains("lacks the column 'preis'", Refusal("n,klasse,ja,tag,dauer\n1,a,ja,01.01.2020,0:01:00\n"), StringComparison.Ordinal);
        Assert.Contains("lacks the columns 'preis', 'klasse', 'ja', 'tag', 'dauer'", Assert.Single(Open("n\n1\n").Warnings).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_any_input_column_is_refused()
    {
        foreach (var isStrict in (bool[])[false, true])
        {
            var error = Assert.Throws<HourglassException>(() => Open("id,fest,x\nk1,7,1\nk2,7,2\n", isStrict));
            Assert.Contains("none of the columns that are needed: it has 'x'; give 'preis', 'n'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Levels_that_the_schema_lacks_are_missing_and_counted()
    {
        var table = Open("n,klasse,ja,preis,tag,dauer\n1,c,ja,,,\n2,d,nein,,,\n3,c,ja,,,\n4,?,,,,\n5,b,vielleicht,,,\n");
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 1], table["klasse"].Read());
        Assert.Equal([1, 0, 1, double.NaN, double.NaN], table["ja"].Read());
        Assert.Equal(["The column 'klasse' has 2 levels that the model does not know: 'c' in 2 rows, 'd' in 1 row; 3 cells are read as missing.",
            "The column 'ja' has 1 level that the model does not know: 'vielleicht' in 1 row; this cell is read as missing."],
            table.Warnings.Select(warning => warning.ToString()));
        Assert.Equal($"Line 2 of '{folder["use.csv"]}' has 'c' in the column 'klasse', which is none of its levels; " +
            "give 'a', 'b', 'ö', or leave the cell empty.",
            Refusal("n,klasse,ja,preis,tag,dauer\n1,c,ja,,,\n2,d,nein,,,\n"));
    }

    [Fact]
    public void Levels_in_other_letters_are_found()
    {
        var table = Open("n,klasse,ja,preis,tag,dauer\n1, a ,True,,,\n2,B,FALSE,,,\n3,Ö,Ja,,,\n");
        Assert.Equal([0, 1, 2], table["klasse"].Read());
        Assert.Equal([1, 0, 1], table["ja"].Read());
        Assert.Empty(table.Warnings);
        Assert.Equal(["Column 'klasse': 'B' as 'b', 'Ö' as 'ö' are read in 2 rows.",
            "Column 'ja': 'FALSE' as 'nein', 'Ja' as 'ja', 'True' as 'ja' are read in 3 rows."], table.Notes.Select(note => note.ToString()));

        var numbers = TableText.Open(folder, "numbers.csv", TableText.Column("grade,case", 90, i => $"{i % 3},{(i % 2 == 0 ? "x" : "X")}")).Schema;
        var path = folder.Write("use.csv", "grade,case\n1.0,X\n2.0,x\n,x\n0.0,X\n3.0,y\n"u8.ToArray());
        var read = Table.Open(path, numbers);
        Assert.Equal([1, 2, double.NaN, 0, double.NaN], read["grade"].Read());
        Assert.Equal([0, 1, 1, 0, double.NaN], read["case"].Read());
    }

    [Fact]
    public void Cells_that_are_no_values_are_missing_and_the_first_is_named()
    {
        const string Text = "n,preis,tag,dauer,klasse,ja\n1,\"1,5 €\",01.02.2020,1:00:00,a,ja\nmany,2.5.1,soon,long,a,ja\n" +
            "inf,\"2,5\",2020-02-03,5,a,ja\n-,n/a,.,--,a,ja\n";
        var table = Open(Text);
        Assert.Equal([1, double.NaN, double.NaN, double.NaN], table["n"].Read());
        Assert.Equal([1.5, double.NaN, 2.5, double.NaN], table["preis"].Read());
        Assert.Equal([18293, double.NaN, 18295, double.NaN], table["tag"].Read());
        Assert.Equal([3.6e9, double.NaN, double.NaN, double.NaN], table["dauer"].Read());
        var place = $"Line 3 of '{folder["use.csv"]}' has";
        Assert.Equal([$"{place} '2.5.1' in the column 'preis' instead of a number such as 1.234,5 €; this cell is read as missing.",
            $"{place} 'many' in the column 'n' instead of a finite number; this and another such cell are read as missing.",
            $"{place} 'soon' in the column 'tag' instead of a date such as 28.03.2020; this cell is read as missing.",
            $"{place} 'long' in the column 'dauer' instead of a duration such as 1:30:00; this and another such cell are read as missing."],
            table.Warnings.Select(warning => warning.ToString()));
        Assert.Equal($"{place} '2.5.1' in the column 'preis'; give a number such as 1.234,5 €, or leave the cell empty.", Refusal(Text));
        Assert.Contains("has 'inf' in the column 'n'; give a finite number", Refusal("n,preis,tag,dauer,klasse,ja\ninf,,,,,\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4\n", "has 1 cell instead of 3; the cells of this row are read as missing.")]
    [InlineData("4,a,ja,x,y\n", "has 5 cells instead of 3; the cells of this row are read as missing.")]
    [InlineData("4,\"a\"b,ja\n", "has a quotation mark without its partner; the cells of this row are read as missing.")]
    [InlineData("4,\"a,ja\n", "has a quotation mark without its partner; the cells of this row are read as missing.")]
    public void A_row_that_is_not_whole_is_reported_and_the_rest_is_done(string row, string part)
    {
        var head = "n,klasse,ja\n1,a,ja\n\n2,\"b\",nein\n";
        var table = Open($"{head}{row}5,a,ja\n6,x,nein\n");
        Assert.Equal([1, 2, double.NaN, 5, 6], table["n"].Read());
        Assert.Equal([0, 1, double.NaN, 0, double.NaN], table["klasse"].Read());
        Assert.Equal($"Line 5 of '{folder["use.csv"]}' {part}", table.Warnings[0].ToString());
        Assert.Contains($"Line 5 of '{folder["use.csv"]}' has", Refusal($"{head}{row}5,a,ja\n6,a,nein\n"), StringComparison.Ordinal);
        var several = Open($"{head}{row}5,a,ja\n7\n8\nsome,b,ja\n");
        Assert.Equal(7, several.Count);
        Assert.EndsWith("of this row and of 2 other rows that are not whole are read as missing.", several.Warnings[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Line 9 of", several.Warnings[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_several_lines_keeps_the_lines_of_the_rest()
    {
        var table = Open("n,klasse,ja\n1,\"a\n\nb\",ja\n2,\"b\nc\"\n3,b,ja\nx,a,ja\n");
        Assert.Equal([1, double.NaN, 3, double.NaN], table["n"].Read());
        Assert.StartsWith($"Line 5 of '{folder["use.csv"]}' has 2 cells instead of 3", table.Warnings[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(table.Warnings, warning => warning.ToString().StartsWith($"Line 8 of '{folder["use.csv"]}' has 'x'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_that_is_no_JSON_is_reported_and_the_rest_is_done()
    {
        var path = folder.Write("use.jsonl", "{\"n\":1,\"ja\":true}\n{\"n\":2,\n{\"n\":3.5,\"ja\":false}\n{\"n\":4}\n"u8.ToArray());
        var table = Table.Open(path, schema);
        Assert.Equal([1, double.NaN, 3.5, 4], table["n"].Read());
        Assert.Equal([1, double.NaN, 0, double.NaN], table["ja"].Read());
        Assert.Equal($"Line 2 of '{path}' is no object in JSON; the cells of this row are read as missing.", table.Warnings[0].ToString());
        var strict = new TableMatching { IsStrict = true };
        Assert.Contains($"Line 2 of '{path}' is no object", Assert.Throws<HourglassException>(() => Table.Open(path, schema, strict)).Message,
            StringComparison.Ordinal);
        Assert.Contains($"Line 2 of '{path}' is no object", Assert.Throws<HourglassException>(() => Table.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_cells_everywhere_are_read()
    {
        var table = Open("n,klasse,ja,preis,tag,dauer\n,,,,,\n?,NA,,,,\n");
        Assert.Equal(2, table.Count);
        Assert.All(schema.Columns.Where(column => column.IsUsed), column => Assert.All(table[column.Name].Read(), cell => Assert.True(double.IsNaN(cell))));
        Assert.Empty(table.Warnings);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("n,klasse,ja,preis,tag,dauer\n", "has a line of names and no rows")]
    [InlineData("n,N2,klasse\n", "has a line of names and no rows")]
    public void A_file_without_rows_is_refused(string text, string part)
    {
        foreach (var isStrict in (bool[])[false, true])
            Assert.Contains(part, Assert.Throws<HourglassException>(() => Open(text, isStrict)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_of_words_is_read_below_its_names()
    {
        var words = TableText.Open(folder, "words.csv", TableText.Column("a,b", 30, i => $"x{i % 3},y{i % 2}")).Schema;
        var one = Table.Open(folder.Write("use.csv", "b,a\ny1,x2\n"u8.ToArray()), words);
        Assert.Equal((1, 2.0, 1.0), (one.Count, one["a"].Read()[0], one["b"].Read()[0]));
        Assert.Empty(one.Notes);
        var single = Table.Open(folder.Write("use.csv", "a\nx0\n"u8.ToArray()), words);
        Assert.Equal(0, single["a"].Read()[0]);
    }

    [Fact]
    public void Files_without_names_are_matched_by_position()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 1.5},{(i % 2 == 0 ? "x" : "y")}\n"));
        var unnamed = TableText.Open(folder, "unnamed.csv", text).Schema;
        var table = Table.Open(folder.Write("use.csv", "y,7.25\n"u8.ToArray()), unnamed);
        Assert.True(double.IsNaN(table.Columns[0].Read()[0]));
        table = Table.Open(folder.Write("use.csv", "7.25,y\n8,x\n"u8.ToArray()), unnamed);
        Assert.Equal([7.25, 8], table.Columns[0].Read());
        Assert.Equal([1, 0], table.Columns[1].Read());
        Assert.Empty(table.Warnings);
    }

    [Fact]
    public void Typed_sources_are_read_by_their_types()
    {
        TableText.Parquet(folder["use.parquet"], "SELECT i::TINYINT AS n, i / 8 AS preis, ['a', 'b', 'q'][i % 3 + 1] AS klasse, i % 2 = 0 AS ja, " +
            "TIMESTAMP '2020-01-05 10:00:00' AS tag, TIME '01:00:00' AS dauer FROM range(4) r(i)");
        var table = Table.Open(folder["use.parquet"], schema);
        Assert.Equal(schema, table.Schema);
        Assert.Equal([0, 1, 2, 3], table["n"].Read());
        Assert.Equal([0, 0.125, 0.25, 0.375], table["preis"].Read());
        Assert.Equal([0, 1, double.NaN, 0], table["klasse"].Read());
        Assert.Equal([1, 0, 1, 0], table["ja"].Read());
        Assert.Equal("05.01.2020", table.Text(0, 5));
        Assert.Equal(3.6e9, table["dauer"].Read()[0]);
        TableText.Parquet(folder["use.parquet"], "SELECT CASE WHEN i = 2 THEN 'inf'::DOUBLE WHEN i = 1 THEN 'nan'::DOUBLE ELSE 1.5 END AS n " +
            "FROM range(4) r(i)");
        table = Table.Open(folder["use.parquet"], schema);
        Assert.Equal([1.5, double.NaN, double.NaN, 1.5], table["n"].Read());
        Assert.Contains(table.Warnings, warning => warning.ToString() ==
            "Row 3 has 'inf' in the column 'n' instead of a finite number; this cell is read as missing.");
        Assert.Equal(2, Table.Open($"sql:SELECT 3 AS n UNION ALL SELECT 4", schema).Count);
    }

    [Fact]
    public void A_schema_of_Parquet_reads_text()
    {
        TableText.Parquet(folder["typed.parquet"], "SELECT i AS n, i / 8 AS x, DATE '2020-01-01' + i::INTEGER AS d, " +
            "TIMESTAMP '2020-01-01 00:00:00' + INTERVAL (i) HOUR AS t, TIME '10:00:00' + INTERVAL (i) MINUTE AS c, i % 2 = 0 AS b FROM range(100) r(i)");
        var typed = Table.Open(folder["typed.parquet"], new TableOptions { Columns = ColumnOverride.Parse("n=integer") });
        typed.Select([3, 7]).Write(folder["use.csv"]);
        var table = Table.Open(folder["use.csv"], typed.Schema);
        Assert.Empty(table.Warnings);
        for (var i = 0; i < 6; i++) Assert.Equal(typed.Select([3, 7]).Columns[i].Read(), table.Columns[i].Read());
        var mixed = "t,d,b\n2020-01-01T10:00:00+02:00,2020-01-02,True\n2020-01-01,20.01.2020,0\n2020-01-01 10:00,,1\n"u8.ToArray();
        var other = Table.Open(folder.Write("use.csv", mixed), typed.Schema);
        Assert.Equal(["2020-01-01 08:00:00", "2020-01-01 00:00:00", "2020-01-01 10:00:00"], Enumerable.Range(0, 3).Select(row => other.Text(row, 3)));
        Assert.Equal([18263, double.NaN, double.NaN], other["d"].Read());
        Assert.Equal([1, 0, 1], other["b"].Read());
    }

    [Fact]
    public void Numbers_of_a_database_have_a_decimal_point_whatever_the_format_of_the_schema()
    {
        using var connection = new SqliteConnection($"Data Source={folder["use.sqlite"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (preis REAL, n, klasse, ja INTEGER); INSERT INTO t VALUES (1.125, 4, 'a', 1), (1250.5, NULL, 'B', 0)";
        command.ExecuteNonQuery();
        var table = Table.Open(folder["use.sqlite"], schema);
        Assert.Equal([1.125, 1250.5], table["preis"].Read());
        Assert.Equal([1, 0], table["ja"].Read());
        command.CommandText = "SELECT * FROM t";
        using var reader = command.ExecuteReader();
        Assert.Equal([1.125, 1250.5], Table.From(reader, schema)["preis"].Read());
    }

    [Fact]
    public void Objects_and_readers_are_matched_too()
    {
        var table = Table.From([new { N = 4, Klasse = "b", Extra = 1.5 }, new { N = 5, Klasse = "z", Extra = 2.5 }], schema);
        Assert.Equal([4, 5], table["n"].Read());
        Assert.Equal([1, double.NaN], table["klasse"].Read());
        Assert.Contains("'Extra'", Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
        Assert.Throws<HourglassException>(() => Table.From([new { N = 4, Klasse = "z" }], schema, new TableMatching { IsStrict = true }));
        Assert.Throws<HourglassException>(() => Table.From([new { X = 4 }], schema));
    }

    [Fact]
    public void Kept_columns_are_those_of_the_schema_or_stand_after_them()
    {
        var path = folder.Write("use.csv", "name,n,ID\nAnna,1,k9\nBert,2,k8\n"u8.ToArray());
        var table = Table.Open(path, schema, new TableMatching { Keep = ["id", "Name"] });
        Assert.Equal([.. schema.Columns.Select(column => column.Name), "name"], table.Schema.Columns.Select(column => column.Name));
        Assert.Equal(("k8", "Bert", ColumnUse.LeftOut), (table.Text(1, 0), table.Text(1, 8), table.Schema.Columns[8].Use));
        Assert.Empty(table.Notes);
        Assert.Equal(("k8", "Bert"), (table.Select([1]).SelectColumns(["id", "name"]).Text(0, 0), table.Select([1]).SelectColumns(["id", "name"]).Text(0, 1)));
        Assert.Throws<UsageException>(() => Table.Open(path, schema, new TableMatching { Keep = ["klasse"] }));
    }

    [Fact]
    public void A_column_that_was_constant_keeps_its_other_values()
    {
        var table = Open("n,fest\n1,7\n2,8\n3,\n");
        Assert.Equal(["7", "8", ""], Enumerable.Range(0, 3).Select(row => table.Text(row, 7)));
        Assert.Contains("was always '7'", Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
        Assert.Equal("7", Open("n,fest\n1,7.0\n").Text(0, 7));
    }

    [Fact]
    public void Two_columns_for_one_name_are_refused()
    {
        var error = Assert.Throws<HourglassException>(() => Open("N,KLASSE,Klasse\n1,a,b\n"));
        Assert.Contains("has the columns 'KLASSE' and 'Klasse' for the column 'klasse'; call one of them 'klasse'", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], Open("n,N\n1,2\n")["n"].Read());
    }

    [Fact]
    public void Copies_of_repaired_files_are_deleted()
    {
        var mark = Guid.NewGuid().ToString("N");
        Assert.Equal(3, Open($"n,klasse\n1,{mark}\n2\n3,b\n").Count);
        Assert.Empty(TableText.Copies(mark));
    }

    private Table Open(string text, bool isStrict = false) =>
        Table.Open(folder.Write("use.csv", Encoding.UTF8.GetBytes(text)), schema, new TableMatching { IsStrict = isStrict });

    private string Refusal(string text) => Assert.Throws<HourglassException>(() => Open(text, isStrict: true)).Message;
}
