using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

public sealed class TableWritingTests
{
    private const string German = "name;größe;datum;wert;quote;zeit;ja\n\"a;b\";1,50;03.01.2020;1.234,5 €;5%;2020-01-01 10:00:00;nein\n" +
        "\"c \"\"d\"\"\";2,25;04.01.2020;-7,25 €;?;2020-01-02 11:30:00;ja\n\"a;b\";10,00;31.12.1999;;12%;2020-01-03 00:00:00;nein\n";

    [Fact]
    public void A_written_table_looks_like_the_one_that_was_read()
    {
        using var folder = new TemporaryFolder();
        var table = TableText.Open(folder, "t.csv", German);
        table.Write(folder["u.csv"]);
        Assert.Equal(German.Replace("1.234,5 €", "1.234,50 €", StringComparison.Ordinal).Replace("1.234,50 €", "1.234,5 €", StringComparison.Ordinal),
            File.ReadAllText(folder["u.csv"]));
        Assert.Equal(table.Schema.Columns, Table.Open(folder["u.csv"]).Schema.Columns);
    }

    [Fact]
    public void Parquet_keeps_types_and_values()
    {
        using var folder = new TemporaryFolder();
        var table = TableText.Open(folder, "t.csv", German);
        table.Write(folder["t.parquet"]);
        var again = Table.Open(folder["t.parquet"]);
        Assert.Equal(table.Schema.Columns.Select(column => column.Name), again.Schema.Columns.Select(column => column.Name));
        Assert.Equal(["VARCHAR", "DOUBLE", "DATE", "DOUBLE", "BIGINT", "TIMESTAMP", "VARCHAR"], again.Schema.Columns.Select(column =>
            column.StoredAs.Length == 0 ? "VARCHAR" : column.StoredAs));
        for (var i = 0; i < 6; i++) Assert.Equal(table.Columns[i].Read(), again.Columns[i].Read());
        again.Select([1, 0]).Write(folder["v.parquet"]);
        var part = Table.Open(folder["v.parquet"]);
        Assert.Equal(2, part.Count);
        Assert.Equal(again.Schema.Columns.Select(column => column.StoredAs), part.Schema.Columns.Select(column => column.StoredAs));
    }

    [Fact]
    public void Columns_that_were_left_out_keep_their_place()
    {
        using var folder = new TemporaryFolder();
        var text = TableText.Column("id,a,c,name", 30, i => $"k{i},{i * 0.5},7,n{i}");
        var options = new TableOptions { Keep = ["name"] };
        TableText.Open(folder, "t.csv", text, options).Write(folder["u.tsv"]);
        var lines = File.ReadAllLines(folder["u.tsv"]);
        Assert.Equal(["id\ta\tc\tname", "\t0\t7\tn0", "\t0.5\t7\tn1"], lines[..3]);
    }

    [Fact]
    public void Numbers_are_written_with_the_digits_that_they_had()
    {
        using var folder = new TemporaryFolder();
        var text = "a,b,c,d\n1.50,0.1,1e-7,5\n2.25,12.3456789,2,6\n3.00,7,3,\n";
        TableText.Open(folder, "t.csv", text).Write(folder["u.csv"]);
        Assert.Equal("a,b,c,d\n1.50,0.1,1E-07,5\n2.25,12.3456789,2,6\n3.00,7,3,\n", File.ReadAllText(folder["u.csv"]));
    }

    [Fact]
    public void One_column_with_an_empty_cell_keeps_its_rows()
    {
        using var folder = new TemporaryFolder();
        TableText.Open(folder, "t.csv", "a\n1.5\n\"\"\n2.5\n").Write(folder["u.csv"]);
        Assert.Equal("a\n1.5\n\"\"\n2.5\n", File.ReadAllText(folder["u.csv"]));
        Assert.Equal(3, Table.Open(folder["u.csv"]).Count);
    }

    [Fact]
    public void Another_ending_is_refused() =>
        Assert.Contains(".csv, .tsv and .parquet", Assert.Throws<UsageException>(() => Table.From([new { A = 1.5 }, new { A = 2.5 }]).Write("t.xls")).Message,
            StringComparison.Ordinal);
}
