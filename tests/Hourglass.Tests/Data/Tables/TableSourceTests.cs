using Hourglass.Data;
using Microsoft.Data.Sqlite;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Parquet, queries, SQLite, readers and objects.</summary>
public sealed class TableSourceTests
{
    private enum Size
    {
        Small,
        Medium,
        Large,
    }

    private sealed record Person(string Name, int Age, double? Weight, Size Size, bool Smokes, DateOnly Born, DateTime? Seen, TimeSpan Stay);

    [Fact]
    public void Types_of_Parquet_are_kept_and_NaN_is_missing()
    {
        using var folder = new TemporaryFolder();
        var path = folder["t.parquet"];
        TableText.Parquet(path, "SELECT i::INTEGER AS i, (i / 8)::FLOAT AS f, CASE WHEN i % 5 = 0 THEN 'NaN'::DOUBLE ELSE i / 3 END AS d, " +
            "i % 2 = 0 AS b, DATE '2020-01-01' + i::INTEGER AS day, " +
            "TIMESTAMP '2020-01-01 00:00:00' + INTERVAL (i) HOUR AS t, (i / 4)::DECIMAL(10, 2) AS m, TIME '10:00:00' + INTERVAL (i) MINUTE AS c, ['x'] AS l " +
                "FROM range(100) r(i)");
        var table = Table.Open(path);
        Assert.Equal("i:Identifier, f:Number 0..12.375, d:Number 0.3333333333333333..33 -20, b:Boolean false|true, day:Date 2020-01-01..2020-04-09, " +
            "t:DateTime 2020-01-01 00:00:00..2020-01-05 03:00:00, m:Number 0..24.75, c:Duration 10:00:00..11:39:00, l:Constant ['x']", TableText.Of(table)
                .Replace("[x]", "['x']", StringComparison.Ordinal));
        Assert.Equal(["INTEGER", "FLOAT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(10,2)", "TIME", ""],
            table.Schema.Columns.Select(column => column.StoredAs));
        table.Write(folder["u.parquet"]);
        var again = Table.Open(folder["u.parquet"]);
        Assert.Equal(table.Schema.Columns.Skip(1).Take(6).Select(TableText.Of), again.Schema.Columns.Skip(1).Take(6).Select(TableText.Of));
    }

    [Fact]
    public void A_Parquet_file_cut_in_the_middle_or_with_infinite_numbers_is_refused()
    {
        using var folder = new TemporaryFolder();
        TableText.Parquet(folder["t.parquet"], "SELECT i, 'x' || i AS s FROM range(1000) r(i)");
        var bytes = File.ReadAllBytes(folder["t.parquet"]);
        Assert.Contains("is cut off", Refusal(folder.Write("cut.parquet", bytes[..(bytes.Length / 2)])), StringComparison.Ordinal);
        TableText.Parquet(folder["inf.parquet"], "SELECT CASE WHEN i = 7 THEN 'inf'::DOUBLE ELSE i / 2 END AS x FROM range(1000) r(i)");
        Assert.Contains("Row 8 is infinite in column 'x'", Refusal(folder["inf.parquet"]), StringComparison.Ordinal);
        TableText.Parquet(folder["none.parquet"], "SELECT i FROM range(1000) r(i) WHERE i < 0");
        Assert.Contains("has columns and no rows", Refusal(folder["none.parquet"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_reads_the_files_it_names()
    {
        using var folder = new TemporaryFolder();
        TableText.Parquet(folder["t.parquet"], "SELECT i % 90 AS age, i % 3 = 0 AS smoker FROM range(500) r(i)");
        var table = Table.Open($"sql:WITH t AS (SELECT * FROM '{folder["t.parquet"]}') SELECT age + 0.5 AS age, smoker FROM t WHERE age >= 18; ");
        Assert.Equal("age:Number 18.5..89.5, smoker:Boolean false|true", TableText.Of(table));
        Assert.Equal(2, Table.Open($"sql:SELECT count(*) AS n FROM read_parquet('{folder["*.parquet"]}') UNION ALL SELECT 3 -- and a remark").Count);
    }

    [Theory]
    [InlineData("SELEC 1", "cannot be parsed (character 1)")]
    [InlineData("SELECT 1; SELECT 2", "has 2 statements")]
    [InlineData("SELECT 1; DROP TABLE x", "another statement")]
    [InlineData("COPY (SELECT 1) TO 'x.csv'", "another statement")]
    [InlineData("ATTACH 'x.db'", "another statement")]
    [InlineData("INSTALL httpfs", "another statement")]
    [InlineData("LOAD httpfs", "another statement")]
    [InlineData("PRAGMA version", "another statement")]
    [InlineData("SET memory_limit = '1GB'", "another statement")]
    [InlineData("CREATE TABLE t AS SELECT 1", "another statement")]
    [InlineData("SELECT * FROM 'https://example.com/x.csv'", "only files on this machine")]
    [InlineData("SELECT * FROM 'people.sqlite'", "as 'people.sqlite:TABLE'")]
    [InlineData("", "The query is empty")]
    public void Anything_but_one_SELECT_over_files_is_refused_before_it_runs(string sql, string part) =>
        Assert.Contains(part, Assert.Throws<UsageException>(() => Table.Open($"sql:{sql}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_of_a_query_that_cannot_be_read_are_named()
    {
        using var folder = new TemporaryFolder();
        var latin = folder.Write("latin.csv", [.. "a,b\n1,K"u8, 0xe4, .. "se\n"u8]);
        var wide = folder.Write("wide.csv", System.Text.Encoding.Unicode.GetBytes("a,b\n1,x\n"));
        (string Sql, string Part)[] refused =
        [
            ($"SELECT * FROM '{folder["none.csv"]}'", "none.csv', which does not exist"),
            ($"SELECT * FROM read_csv('{folder["none.csv"]}')", "none.csv', which does not exist"),
            ("SELECT * FROM people", "the table 'people', which does not exist; name files in single quotation marks"),
            ($"SELECT * FROM '{latin}'", $"is not in UTF-8; save it as UTF-8, or write read_csv('{latin}', encoding = 'latin-1')"),
            ($"SELECT * FROM '{wide}'", "encoding = 'utf-16')"),
        ];
        foreach (var (sql, part) in refused)
        {
            var error = Assert.Throws<HourglassException>(() => Table.Open($"sql:{sql}"));
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
            Assert.All([error.What, error.Got, error.Allowed], Assert.NotNull);
        }

        Assert.Contains("write 'people.csv'", Assert.Throws<UsageException>(() => Table.Open("sql:SELECT * FROM people.csv")).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, Table.Open($"sql:SELECT * FROM read_csv('{latin}', encoding = 'latin-1')").Count);
    }

    [Theory]
    [InlineData("SELECT x FROM (SELECT 1 AS y)")]
    [InlineData("SELECT * FROM read_csv('/etc' || '/passwd')")]
    [InlineData("SELECT * FROM read_text(getvariable('x'))")]
    public void A_query_that_fails_says_why(string sql)
    {
        var error = Assert.Throws<HourglassException>(() => Table.Open($"sql:{sql}"));
        Assert.StartsWith("The query fails: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch("[!.][;.]", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_table_of_SQLite_is_read_and_chosen_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder["t.sqlite"];
        Sqlite(path, "CREATE TABLE people (age INTEGER, sex TEXT, note); INSERT INTO people VALUES (31, 'f', 1.5), (42, 'm', 2.5), (53, 'f', NULL)");
        Assert.Equal("age:Integer 31..53, sex:Category f|m, note:Number 1.5..2.5 -1", TableText.Of(Table.Open(path)));
        Sqlite(path, "CREATE TABLE visits (n REAL); INSERT INTO visits VALUES (1.25), (2.5)");
        Assert.Contains("has 2 tables: 'people', 'visits'", Assert.Throws<UsageException>(() => Table.Open(path)).Message, StringComparison.Ordinal);
        Assert.Equal("n:Number 1.25..2.50", TableText.Of(Table.Open($"{path}:visits")).Replace("2.5", "2.50", StringComparison.Ordinal));
        Sqlite(path, "CREATE TABLE \"a:b\" (n REAL); INSERT INTO \"a:b\" VALUES (3.5), (4.5)");
        Assert.Equal("n:Number 3.5..4.5", TableText.Of(Table.Open($"{path}:a:b")));
        Assert.Contains("did you mean 'visits'?", Assert.Throws<UsageException>(() => Table.Open($"{path}:visit")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_SQLite_file_is_said_to_be_locked()
    {
        using var folder = new TemporaryFolder();
        var path = folder["t.db"];
        Sqlite(path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
        using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        begin.ExecuteNonQuery();
        Assert.Contains("is locked by another program", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_of_any_database_is_read()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1.5 AS a, 'x' AS b UNION ALL SELECT 2.5, 'y' UNION ALL SELECT NULL, 'x'";
        using var reader = command.ExecuteReader();
        Assert.Equal("a:Number 1.5..2.5 -1, b:Category x|y", TableText.Of(Table.From(reader)));
    }

    [Fact]
    public void Properties_of_objects_are_columns()
    {
        Person[] people = [.. Enumerable.Range(0, 40).Select(i => new Person($"n{i}", 20 + (i % 30), i % 4 == 0 ? null : i / 2.0, i % 3 == 0 ? Size.Small
            : Size.Large, i % 2 == 0,
            new DateOnly(1970, 1, 1).AddDays(i), i == 3 ? null : DateTime.UnixEpoch.AddHours(i), TimeSpan.FromMinutes(i)))];
        var table = Table.From(people, new TableOptions { Label = "Smokes" });
        Assert.Equal("Name:Identifier, Age:Integer 20..49, Weight:Number 0.5..19.5 -10, Size:Category Small|Medium|Large, Smokes:Boolean false|true, " +
            "Born:Date 1970-01-01..1970-02-09, " +
            "Seen:DateTime 1970-01-01 00:00:00..1970-01-02 15:00:00 -1, Stay:Duration 00:00:00..00:39:00", TableText.Of(table));
        Assert.Equal([14L, 0, 26], table.Schema.Columns[3].Counts);
        Assert.Equal(ColumnUse.Label, table["Smokes"].Schema.Use);
        Assert.Equal([0, 2, 2, 0], table["Size"].Read()[..4]);
        Assert.Contains("no rows", Assert.Throws<HourglassException>(() => Table.From(people[..0])).Message, StringComparison.Ordinal);
    }

    private static string Refusal(string path)
    {
        var error = Assert.Throws<HourglassException>(() => Table.Open(path));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    [Fact]
    public void Binary_values_are_told()
    {
        using var folder = new TemporaryFolder();
        Sqlite(folder["t.sqlite"], "CREATE TABLE t (a INTEGER, photo BLOB); INSERT INTO t VALUES (1, x'0102'), (2, x'03'), (5, NULL)");
        Assert.Contains("Column 'photo' has binary values in 2 rows, which are not read.", TableText.Doubts(Table.Open(folder["t.sqlite"])),
            StringComparison.Ordinal);
    }

    private static void Sqlite(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
