using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Tables that are made of values rather than read.</summary>
public sealed class TableMakingTests
{
    private static readonly string Text = TableText.Column("id;preis;n;klasse;ja;tag;zeit;dauer;fest", 60, i =>
        $"k{i};{(i % 7 == 0 ? "" : $"1.{i:000},50 €")};{i * 3};{(i % 5 == 0 ? "a;b" : i % 2 == 0 ? "x" : "y")};{(i % 2 == 0 ? "nein" : "ja")};" +
        $"{(i % 28) + 1:00}.03.2020;2020-01-{(i % 28) + 1:00} 10:00:{i:00};{i % 24:00}:{i:00}:07;7").Replace("a;b", "\"a;b\"", StringComparison.Ordinal);

    [Fact]
    public void A_table_made_of_the_cells_of_another_is_written_like_it()
    {
        using var folder = new TemporaryFolder();
        var table = TableText.Open(folder, "t.csv", Text, new TableOptions { Keep = ["id"] });
        var made = Table.Of(table.Schema, [.. table.Columns.Select(column => column.Schema.IsUsed ? column.Read() : null)]);
        Assert.Equal((table.Count, ""), (made.Count, made.Text(3, 0)));
        made = made.WithTextOf(table);
        foreach (var ending in (string[])[".csv", ".tsv", ".parquet"])
        {
            table.Write(folder["read" + ending]);
            made.Write(folder["made" + ending]);
            Assert.Equal(File.ReadAllBytes(folder["read" + ending]), File.ReadAllBytes(folder["made" + ending]));
        }

        Assert.Equal(Text, File.ReadAllText(folder["made.csv"]));
    }

    [Fact]
    public void Values_are_rounded_to_what_their_column_holds()
    {
        using var folder = new TemporaryFolder();
        var schema = TableText.Open(folder, "t.csv", Text).Schema;
        var made = Table.Of(schema, [[], [1234.567], [-0.3], [2], [1], [18262.4], [1e6 + 0.4], [3.6e9 + 0.6], null]);
        Assert.Equal([1234.57, 0, 2, 1, 18262, 1e6, 3.6e9 + 1, 0], made.Columns.Skip(1).Select(column => column.Read()[0]));
        Assert.Equal(["", "1.234,57 €", "0", "y", "ja", "01.01.2020", "1970-01-01 00:00:01", "01:00:00.000001", "7"],
            Enumerable.Range(0, 9).Select(column => made.Text(0, column)));
        made.Write(folder["u.parquet"]);
        Assert.Equal(["DOUBLE", "BIGINT", "", "", "DATE", "TIMESTAMP"], Table.Open(folder["u.parquet"]).Schema.Columns.Skip(1).Take(6)
            .Select(column => column.StoredAs));
    }

    [Fact]
    public void Missing_cells_stay_missing_in_every_kind_of_column()
    {
        using var folder = new TemporaryFolder();
        var schema = TableText.Open(folder, "t.csv", Text).Schema;
        var made = Table.Of(schema, [.. schema.Columns.Select(_ => new[] { double.NaN, double.NaN })]);
        Assert.All(made.Columns.Skip(1).Take(7), column => Assert.All(column.Read(), cell => Assert.True(double.IsNaN(cell))));
        made.Write(folder["u.csv"]);
        Assert.Equal($"{Text[..Text.IndexOf('\n', StringComparison.Ordinal)]}\n;;;;;;;;7\n;;;;;;;;7\n", File.ReadAllText(folder["u.csv"]));
        made.Write(folder["u.parquet"]);
        Assert.Equal(7, Table.Open(folder["u.parquet"], new TableOptions { Columns = [] }).Schema.Columns.Count(column => column.Kind == ColumnKind.Empty) - 1);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void The_last_level_and_a_missing_cell_are_told_apart(int levels)
    {
        var column = new ColumnSchema("c", ColumnKind.Category) { Levels = [.. Enumerable.Range(0, levels).Select(i => $"l{i}")] };
        Assert.Equal([levels - 1, double.NaN, 0], Table.Of(new TableSchema([column]), [[levels - 1, double.NaN, 0]]).Columns[0].Read());
        Assert.Contains($"'c' is {levels}; give the index of one of its levels: 0 to {levels - 1}, or NaN",
            Assert.Throws<UsageException>(() => Table.Of(new TableSchema([column]), [[levels]])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, double.PositiveInfinity, "Row 2 of column 'preis' is Infinity; give a finite number")]
    [InlineData(2, double.NegativeInfinity, "a finite number")]
    [InlineData(3, 3, "0 to 2")]
    [InlineData(3, -1, "0 to 2")]
    [InlineData(3, 0.5, "0 to 2")]
    [InlineData(4, 2, "0 to 1")]
    [InlineData(5, 1e8, "within the years 1 to 9999")]
    [InlineData(5, double.PositiveInfinity, "within the years 1 to 9999")]
    [InlineData(6, 1e18, "within the years 1 to 9999")]
    [InlineData(7, 1e18, "10 million days")]
    public void A_value_that_the_column_cannot_hold_is_refused(int column, double value, string part)
    {
        using var folder = new TemporaryFolder();
        var schema = TableText.Open(folder, "t.csv", Text).Schema;
        double[][] columns = [.. schema.Columns.Select(_ => new double[2])];
        columns[column][1] = value;
        var error = Assert.Throws<UsageException>(() => Table.Of(schema, columns));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains(schema.Columns[column].Name, error.What!, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_of_other_numbers_are_refused()
    {
        using var folder = new TemporaryFolder();
        var schema = TableText.Open(folder, "t.csv", Text).Schema;
        Assert.Contains("are of 1 columns and the schema has 9", Assert.Throws<UsageException>(() => Table.Of(schema, [[1]])).Message, StringComparison.Ordinal);
        double[][] columns = [.. schema.Columns.Select((_, i) => new double[i == 4 ? 3 : 2])];
        Assert.Contains("column 'ja' has 3 values and 'preis' 2", Assert.Throws<UsageException>(() => Table.Of(schema, columns)).Message,
            StringComparison.Ordinal);
        var unused = new TableSchema([new ColumnSchema("a", ColumnKind.Identifier) { Use = ColumnUse.LeftOut }]);
        Assert.Contains("no used column", Assert.Throws<UsageException>(() => Table.Of(unused, [null])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_stand_beside_the_columns_that_are_kept()
    {
        using var folder = new TemporaryFolder();
        var table = TableText.Open(folder, "t.csv", Text, new TableOptions { Keep = ["id"] }).Select([5, 0, 7]);
        var codes = table.SelectColumns(["Klasse", "id"]).WithNumbers(["z1", "z2"], new[,] { { 0.5f, -1f }, { 0.1f, 2f }, { float.NaN, 3f } });
        codes.Write(folder["z.csv"]);
        Assert.Equal("klasse;id;z1;z2\n\"a;b\";k5;0.5;-1\n\"a;b\";k0;0.1;2\ny;k7;;3\n", File.ReadAllText(folder["z.csv"]));
        codes.Select([2, 1]).Write(folder["z.parquet"]);
        var again = Table.Open(folder["z.parquet"], new TableOptions { Keep = ["id"], Columns = ColumnOverride.Parse("z1=number,z2=number,id=text") });
        Assert.Equal(["k7", "k0"], Enumerable.Range(0, 2).Select(row => again.Text(row, 1)));
        Assert.Equal(("FLOAT", 0.1f), (again["z1"].Schema.StoredAs, (float)again["z1"].Read()[1]));
        Assert.Equal([3, 2], again["z2"].Read());
        Assert.Contains("would occur 2 times", Assert.Throws<UsageException>(() => codes.WithNumbers(["z2"], new float[3, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 rows and this one 3", Assert.Throws<UsageException>(() => codes.WithNumbers(["z3"], new float[2, 1])).Message,
            StringComparison.Ordinal);
        Assert.Contains("There are 1 names for 2", Assert.Throws<UsageException>(() => codes.WithNumbers(["z3"], new float[3, 2])).Message,
            StringComparison.Ordinal);
        Assert.Contains("did you mean 'klasse'?", Assert.Throws<UsageException>(() => table.SelectColumns(["klase"])).Message, StringComparison.Ordinal);
        Assert.Contains("no names", Assert.Throws<UsageException>(() => table.SelectColumns([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_follow_the_rows_of_views()
    {
        using var folder = new TemporaryFolder();
        var table = TableText.Open(folder, "t.csv", Text, new TableOptions { Keep = ["id"] });
        var part = table.Select([9, 3]);
        var made = Table.Of(table.Schema, [.. part.Columns.Select(column => column.Read())]);
        var carried = made.Select([1, 0]).WithTextOf(part.Select([1, 0])).Select([1]);
        Assert.Equal("k9", carried.Text(0, 0));
        Assert.Equal(part["n"].Read()[0], carried["n"].Read()[0]);
        Assert.Contains("rows", Assert.Throws<UsageException>(() => made.WithTextOf(table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_beyond_the_type_of_the_source_are_stored_in_a_wider_type()
    {
        using var folder = new TemporaryFolder();
        var schema = new TableSchema([new ColumnSchema("a", ColumnKind.Integer) { StoredAs = "TINYINT" },
            new ColumnSchema("b", ColumnKind.Integer) { StoredAs = "TINYINT" }]);
        Table.Of(schema, [[100, 300, 7], [1, 2, double.NaN]]).Write(folder["t.parquet"]);
        var again = Table.Open(folder["t.parquet"]);
        Assert.Equal([100, 300, 7], again["a"].Read());
        Assert.Equal(["BIGINT", "TINYINT"], again.Schema.Columns.Select(column => column.StoredAs));
    }
}
