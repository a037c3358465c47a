using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

public sealed class TableReadingTests
{
    public static TheoryData<string> Readable => [.. NastyTables.Read.Select(one => one.Name)];

    public static TheoryData<string> Refused => [.. NastyTables.Refused.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Readable))]
    public void What_people_write_is_read(string name)
    {
        var nasty = NastyTables.Read.Single(one => one.Name == name);
        using var folder = new TemporaryFolder();
        var table = Table.Open(folder.Write(nasty.File, nasty.Content));
        Assert.Equal(nasty.Expected, TableText.Of(table));
        if (nasty.Doubt.Length > 0) Assert.Contains(nasty.Doubt, TableText.Doubts(table), StringComparison.Ordinal);
        else Assert.Equal("", TableText.Doubts(table));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_read_is_refused_in_a_sentence(string name)
    {
        var nasty = NastyTables.Refused.Single(one => one.Name == name);
        using var folder = new TemporaryFolder();
        var path = folder.Write(nasty.File, nasty.Content);
        var error = Assert.Throws<HourglassException>(() => Table.Open(path));
        Assert.Contains(nasty.Expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.All([error.What, error.Got, error.Allowed], Assert.NotNull);
    }

    [Fact]
    public void Copies_are_deleted()
    {
        using var folder = new TemporaryFolder();
        var mark = Guid.NewGuid().ToString("N");
        Assert.Equal(3, TableText.Open(folder, "t.csv", $"a,b\r\n1,{mark}\n2,y\r3,y\n").Count);
        Assert.Empty(TableText.Copies(mark));
    }

    [Fact]
    public void Cells_are_read_in_the_unit_of_their_column_and_by_row()
    {
        using var folder = new TemporaryFolder();
        var table = TableText.Open(folder, "t.csv", "n,c,b,d,t,u\n1.5,y,no,1970-01-03,1970-01-01 00:00:01,00:01:00\n,x,yes,,,\n" +
            "2.5,y,no,1969-12-31,1970-01-02 00:00:00,00:00:30\n");
        double[] Column(string name) => table[name].Read();
        Assert.Equal([1.5, double.NaN, 2.5], Column("n"));
        Assert.Equal([1, 0, 1], Column("c"));
        Assert.Equal([0, 1, 0], Column("b"));
        Assert.Equal([2, double.NaN, -1], Column("d"));
        Assert.Equal([1e6, double.NaN, 86400e6], Column("t"));
        Assert.Equal([60e6, double.NaN, 30e6], Column("u"));
        var part = table.Select([2, 0, 2]).Select([0, 1]);
        Assert.Equal(2, part.Count);
        Assert.Equal([2.5, 1.5], part["n"].Read());
        var some = new double[1];
        part.ReadColumn(0, [1], some);
        Assert.Equal([1.5], some);
        Assert.Equal("1969-12-31", part.Text(0, 3));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(10_000)]
    [InlineData(70_000)]
    public void Categories_of_many_levels_are_read_whole(int levels)
    {
        using var folder = new TemporaryFolder();
        var table = TableText.Open(folder, "t.csv", TableText.Column("a", levels * 3, i => $"v{i % levels}"));
        var column = table.Schema.Columns[0];
        Assert.Equal((ColumnKind.Category, levels), (column.Kind, column.Levels.Count));
        Assert.All(column.Counts, count => Assert.Equal(3, count));
        var codes = table.Columns[0].Read();
        for (var i = 0; i < codes.Length; i += 997) Assert.Equal($"v{i % levels}", column.Levels[(int)codes[i]]);
        if (levels > 1000) Assert.Contains("levels, on average in 3 rows each", TableText.Doubts(table), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_changes_after_many_rows_is_refused_with_its_line_or_read_as_told()
    {
        using var folder = new TemporaryFolder();
        var content = TableText.Column("a,b", 200_001, i => i == 200_000 ? "unknown,1" : $"{i * 0.5},{i % 3}");
        var path = folder.Write("t.csv", System.Text.Encoding.UTF8.GetBytes(content));
        var error = Assert.Throws<HourglassException>(() => Table.Open(path));
        Assert.Contains("line 200,002 of ", error.Message, StringComparison.Ordinal);
        Assert.Contains("has 'unknown'", error.Message, StringComparison.Ordinal);
        var told = Table.Open(path, new TableOptions { Columns = ColumnOverride.Parse("a=number") });
        Assert.Equal((ColumnKind.Number, 1L), (told.Schema.Columns[0].Kind, told.Schema.Columns[0].Missing));
        Assert.Contains("has 'unknown'", TableText.Doubts(told), StringComparison.Ordinal);
        Assert.Equal(ColumnUse.LeftOut, Table.Open(path, new TableOptions { Drop = ["a"] }).Schema.Columns[0].Use);
        var seen = Table.Open(path, new TableOptions { AllowsStrayCells = true });
        Assert.Equal(ColumnKind.Number, seen.Schema.Columns[0].Kind);
    }

    [Fact]
    public void Files_of_a_pattern_are_one_table_and_must_have_the_same_columns()
    {
        using var folder = new TemporaryFolder();
        TableText.Open(folder, "a1.csv", "a,b\n1,x\n2,y\n");
        TableText.Open(folder, "a2.csv", "a;b\n7;x\n8;z\n9;z\n");
        Assert.Equal("a:Integer 1..9, b:Category x|y|z", TableText.Of(Table.Open(folder["a*.csv"])));
        TableText.Open(folder, "a3.csv", "b,a\nx,1\ny,3\n");
        var error = Assert.Throws<HourglassException>(() => Table.Open(folder["a*.csv"]));
        Assert.Contains("Column 1 is 'b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("No file fits", Assert.Throws<HourglassException>(() => Table.Open(folder["b*.csv"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_is_read()
    {
        using var folder = new TemporaryFolder();
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.Fastest)) zip.Write("a,b\n1,x\n2,y\n3,x\n"u8);
        Assert.Equal("a:Integer 1..3, b:Category x|y", TableText.Of(Table.Open(folder.Write("t.csv.gz", memory.ToArray()))));
    }

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("csv", 8)]
    [InlineData("csv", 9)]
    [InlineData("jsonl", 12)]
    public void A_compressed_file_without_its_end_is_refused(string ending, int missing)
    {
        using var folder = new TemporaryFolder();
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.NoCompression))
            zip.Write(ending == "csv" ? "a,b\n1,x\n2,y\n3,x\n"u8 : "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n"u8);
        var path = folder.Write($"t.{ending}.gz", memory.ToArray()[..^missing]);
        Assert.Contains("is damaged or truncated", Assert.Throws<HourglassException>(() => Table.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_table()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["x.csv", "x.parquet", "x.sqlite"])
        {
            Directory.CreateDirectory(folder[name]);
            Assert.Contains($"are a folder; give a file, or a pattern of its files, such as '{folder[name, $"*{Path.GetExtension(name)}"]}'",
                Assert.Throws<UsageException>(() => Table.Open(folder[name])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_is_found_behind_comments_and_in_the_second_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a1.csv", "# c\na,b\n1,x\n2,y\n,\n"u8.ToArray());
        folder.Write("a2.csv", System.Text.Encoding.UTF8.GetBytes("# c\n# d\na,b\n" +
            string.Concat(Enumerable.Range(0, 200).Select(i => i == 150 ? "many,x\n" : $"{i}.5,y\n"))));
        Assert.Contains("line 154 of ", Assert.Throws<HourglassException>(() => Table.Open(folder["a*.csv"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_another_ending_are_said()
    {
        Assert.Contains("There is no file", Assert.Throws<HourglassException>(() => Table.Open("nowhere.csv")).Message, StringComparison.Ordinal);
        Assert.Contains("are no table", Assert.Throws<UsageException>(() => Table.Open("nowhere.xyz")).Message, StringComparison.Ordinal);
    }
}
