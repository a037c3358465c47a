using System.Text;
using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables.Storage;

/// <summary>Tables whose cells lie in a file.</summary>
public sealed class TableStoreTests : IDisposable
{
    private const int Rows = 300;
    private readonly TemporaryFolder folder = new();

    private TableOptions OnDisk => new() { Store = StoreKind.Disk, Cache = folder["cache"] };

    private string Store => Assert.Single(Directory.GetFiles(folder["cache"]));

    public static TheoryData<string> Readable => [.. NastyTables.Read.Select(one => one.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_table_on_disk_is_the_one_in_memory(string name)
    {
        var nasty = NastyTables.Read.Single(one => one.Name == name);
        var path = folder.Write(nasty.File, nasty.Content);
        RequireSame(Table.Open(path, new TableOptions { Store = StoreKind.Memory }), Table.Open(path, OnDisk));
        RequireSame(Table.Open(path, new TableOptions { Store = StoreKind.Memory }), Table.Open(path, OnDisk));
    }

    [Fact]
    public void Selections_and_kept_texts_are_views_of_the_file()
    {
        var path = Mixed();
        var (memory, disk) = (Table.Open(path, new TableOptions { Keep = ["id"] }), Table.Open(path, OnDisk with { Keep = ["id"] }));
        int[] chosen = [7, 3, 299, 7];
        RequireSame(memory.Select(chosen), disk.Select(chosen));
        Assert.Equal("k0299x", disk.Select(chosen).Text(2, 0));
    }

    [Fact]
    public void Cells_take_as_few_bytes_as_their_values_allow()
    {
        // 0 to 199 and 0.00 to 9.99 with a missing cell, 70,000 whole numbers, days, seconds, a 32-bit number, a number of any digits, two levels.
        TableText.Parquet(folder["t.parquet"], "SELECT CAST(i % 200 AS INTEGER) AS a, CASE WHEN i > 0 THEN round((i % 1000) / 100.0, 2) END AS b, i AS c, " +
            "DATE '2020-01-01' + CAST(i % 250 AS INTEGER) AS d, TIMESTAMP '2020-01-01' + to_seconds(i) AS e, CAST(sqrt(i) AS FLOAT) AS f, sqrt(i) AS g, " +
            "i % 2 = 0 AS h FROM range(70000) AS t(i)");
        var table = Table.Open(folder["t.parquet"], OnDisk with { Columns = ColumnOverride.Parse("c=number") });
        var length = new FileInfo(Store).Length;
        Assert.InRange(length, 70_000 * (1 + 2 + 4 + 1 + 4 + 4 + 8 + 1), (70_000 * (1 + 2 + 4 + 1 + 4 + 4 + 8 + 1)) + 20_000);
        Assert.Equal([double.NaN, 0.01, 0.02], table["b"].Read()[..3]);
        Assert.Equal([69_997, 69_998, 69_999], table["c"].Read()[^3..]);
        Assert.Equal(Enumerable.Range(0, 70_000).Select(i => Math.Sqrt(i)), table["g"].Read());
        Assert.Equal((DateTime.Parse("2020-01-01", System.Globalization.CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalMicroseconds + 5e6, table["e"].Read()[5]);
        RequireSame(Table.Open(folder["t.parquet"], new TableOptions { Columns = ColumnOverride.Parse("c=number") }), table);
    }

    [Fact]
    public void It_is_used_again_while_the_source_does_not_change()
    {
        var path = Mixed();
        var first = Table.Open(path, OnDisk);
        Assert.Contains("was made now", first.Notes[^1].ToString(), StringComparison.Ordinal);
        // Other rows of equal length under the same time: only a reading would see them.
        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, File.ReadAllText(path).Replace(",a\n", ",b\n", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(path, time);
        var second = Table.Open(path, OnDisk);
        Assert.Contains("was made by an earlier reading", second.Notes[^1].ToString(), StringComparison.Ordinal);
        RequireSame(first, second);
        File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
        var third = Table.Open(path, OnDisk);
        Assert.Contains("was made now", third.Notes[^1].ToString(), StringComparison.Ordinal);
        RequireSame(Table.Open(path), third);
        Assert.NotNull(Store);
    }

    [Fact]
    public void A_link_stands_for_the_file_that_it_leads_to()
    {
        var path = Mixed();
        File.CreateSymbolicLink(folder["link.csv"], path);
        Table.Open(folder["link.csv"], OnDisk);
        Assert.Contains("earlier reading", Table.Open(folder["link.csv"], OnDisk).Notes[^1].ToString(), StringComparison.Ordinal);
        File.WriteAllText(path, MixedTable.Text(Rows + 1));
        Assert.Equal(Rows + 1, Table.Open(folder["link.csv"], OnDisk).Count);
    }

    [Fact]
    public void Other_options_and_schemas_have_stores_of_their_own()
    {
        var path = Mixed();
        var schema = Table.Open(path, OnDisk).Schema;
        Assert.Equal(ColumnUse.LeftOut, Table.Open(path, OnDisk with { Drop = ["age"] }).Schema.Find("age")!.Use);
        var other = folder.Write("other.csv", Encoding.UTF8.GetBytes(MixedTable.Text(50, seed: 2).Replace(",phd,", ",unknown,", StringComparison.Ordinal)));
        var matching = new TableMatching { Store = StoreKind.Disk, Cache = folder["cache"], Keep = ["id"] };
        var memory = Table.Open(other, schema, matching with { Store = StoreKind.Memory });
        for (var time = 0; time < 2; time++)
        {
            var disk = Table.Open(other, schema, matching);
            RequireSame(memory, disk);
            Assert.Equal(memory.Warnings, disk.Warnings);
            Assert.NotEmpty(disk.Warnings);
        }

        Assert.Equal(3, Directory.GetFiles(folder["cache"]).Length);
    }

    [Fact]
    public void A_damaged_store_is_made_again()
    {
        var path = Mixed();
        var memory = Table.Open(path);
        Table.Open(path, OnDisk);
        StoreDamage.RequireMended(Store, () =>
        {
            var table = Table.Open(path, OnDisk);
            RequireSame(memory, table);
            return table.Notes;
        });
    }

    [Fact]
    public void Checksums_are_compared_when_a_store_is_used_again_and_not_right_after_it_was_written()
    {
        var path = Mixed();
        var key = TableKey.Of(path, "", folder["cache"])!;
        Read(path, new TableIngest(StoreKind.Disk, key, null, CancellationToken.None));
        var bytes = File.ReadAllBytes(Store);
        bytes[Hourglass.Data.Store.Start] ^= 1;
        File.WriteAllBytes(Store, bytes);
        Assert.Equal(bytes.Length, TableStore.Open(Store, key.State, verify: false)!.Value.Bytes);
        Assert.Contains("its cells have changed", Assert.Throws<HourglassException>(() => TableStore.Open(Store, key.State)).Message, StringComparison.Ordinal);
        Assert.Null(TableStore.Open(Store, "another state", verify: false));
        Assert.Null(TableStore.Open(folder["cache", "none.store"], key.State));
        Assert.Null(TableStore.Open(folder["gone", "none.store"], key.State));
    }

    [Fact]
    public void A_column_may_have_more_bytes_than_an_array()
    {
        // The file has no cells but zeros, which take no space on the disk.
        var rows = (Array.MaxLength / sizeof(ushort)) + 1000;
        var section = new StoredSection(Hourglass.Data.Store.Start, (long)rows * sizeof(ushort), "");
        var schema = new TableSchema([new ColumnSchema("a", ColumnKind.Integer)]);
        var path = folder["large.store"];
        Write(new StoredColumn(0, section, new CellEncoding(CellType.UInt16, 5, 1, 1), null));
        var table = TableStore.Open(path, "state", verify: false)!.Value.Table;
        Assert.Equal(rows, table.Count);
        var cells = new double[3];
        table.ReadColumn(0, [0, rows / 2, rows - 1], cells);
        Assert.Equal([5.0], cells.Distinct());
        // Texts are one array.
        Write(new StoredColumn(0, new StoredSection(Hourglass.Data.Store.Start, (long)rows * sizeof(int), ""), null, section));
        Assert.Contains("contradicts itself", Assert.Throws<HourglassException>(() => TableStore.Open(path, "state", verify: false)).Message, StringComparison.Ordinal);

        void Write(StoredColumn column)
        {
            var header = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new TableHeader("state", rows, schema, [column], [], []), Hourglass.Files.Json.Line);
            var start = (column.Cells.Offset + column.Cells.Length + Hourglass.Data.Store.Alignment) / Hourglass.Data.Store.Alignment * Hourglass.Data.Store.Alignment;
            using var file = File.Create(path);
            file.Write(TableStore.File.Prelude(start, header));
            file.Position = start;
            file.Write(header);
        }
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_written_is_refused_or_done_without()
    {
        var path = Mixed();
        var file = folder.Write("file", [1]);
        var error = Assert.Throws<HourglassException>(() => Table.Open(path, OnDisk with { Cache = Path.Combine(file, "cache") }));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        var key = TableKey.Of(path, "", Path.Combine(file, "cache"))!;
        var table = Read(path, new TableIngest(StoreKind.Auto, key, null, CancellationToken.None) { MostInMemory = 0 });
        RequireSame(Table.Open(path), table);
        Assert.Contains("The cells are kept in memory.", Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
        Assert.Equal("cache folder", Assert.Throws<UsageException>(() => Table.Open(path, OnDisk with { Cache = "cache" })).What);
    }

    [Fact]
    public void Large_tables_are_put_on_disk_unasked()
    {
        var path = Mixed();
        var key = TableKey.Of(path, "", folder["cache"])!;
        Read(path, new TableIngest(StoreKind.Auto, key, null, CancellationToken.None));
        Assert.False(Directory.Exists(folder["cache"]));
        RequireSame(Table.Open(path), Read(path, new TableIngest(StoreKind.Auto, key, null, CancellationToken.None) { MostInMemory = 1000 }));
        Assert.NotNull(Store);
    }

    [Fact]
    public void Two_readings_at_once_leave_one_store()
    {
        var path = Mixed();
        var memory = Table.Open(path);
        Parallel.For(0, 4, _ => RequireSame(memory, Table.Open(path, OnDisk)));
        Assert.EndsWith(".store", Store, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_reading_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var done = new List<RowsDone>();
        const string Query = "sql:SELECT range AS a, range % 7 AS b FROM range(1000000)";
        Assert.ThrowsAny<OperationCanceledException>(() => Table.Open(Query, OnDisk, rows =>
        {
            done.Add(rows);
            stop.Cancel();
        }, stop.Token));
        Assert.Equal(1_000_000, Assert.Single(done).Total);
        Assert.InRange(done[0].Done, 1, 100_000);
        Assert.Empty(Directory.GetFiles(folder["cache"]));
        Assert.ThrowsAny<OperationCanceledException>(() => Table.Open(Query, OnDisk, cancellation: stop.Token));
        Assert.Equal(1_000_000, Table.Open(Query, OnDisk).Count);
    }

    [Fact]
    public void A_failure_of_a_cancelled_reading_is_no_fault_of_the_data()
    {
        using var session = new DuckDbSession();
        foreach (var sql in (string[])["SELECT CAST(error('interrupted') AS INTEGER)", "SELECT 1 WHERE false", "SELECT broken"])
        {
            void Read(CancellationToken cancellation) => ChunkScan.Run(session, sql, [], "the data", 1, null, cancellation);
            Assert.Throws<HourglassException>(() => Read(CancellationToken.None));
            Assert.Throws<OperationCanceledException>(() => Read(new CancellationToken(canceled: true)));
        }

        Assert.Throws<OperationCanceledException>(() => new DuckDbSession(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_store_that_fails_after_all_rows_leaves_the_table_in_memory_as_it_is()
    {
        var lines = Enumerable.Range(0, 70_000).Select(i => i % 100 == 0 ? "NA,n/a" : $"{i % 1000},{(i % 3 == 0 ? "a" : "b")}");
        var path = folder.Write("marks.csv", Encoding.UTF8.GetBytes($"x,y\n{string.Join('\n', lines)}\n"));
        var key = TableKey.Of(path, "", folder["cache"])!;
        var memory = Table.Open(path, new TableOptions { Store = StoreKind.Memory });
        Assert.Contains("700 rows", Assert.Single(memory.Schema.Find("x")!.Doubts), StringComparison.Ordinal);
        // A folder of the same name comes while the store is written.
        var table = Read(path, new TableIngest(StoreKind.Auto, key, _ => Directory.CreateDirectory(key.Path), CancellationToken.None) { MostInMemory = 0 });
        Assert.Contains("The cells are kept in memory.", Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
        RequireSame(memory, table);
    }

    [Fact]
    public void Texts_with_a_dot_in_a_query_need_not_be_files()
    {
        var path = folder.Write("days.csv", "day,n\n03.04.2021,1\n28.04.2021,2\n13.05.2021,3\n"u8.ToArray());
        var query = $"sql:SELECT * FROM read_csv('{path}', dateformat = '%d.%m.%Y')";
        Assert.Contains("was made now", Table.Open(query, OnDisk).Notes[^1].ToString(), StringComparison.Ordinal);
        Assert.Contains("earlier reading", Table.Open(query, OnDisk).Notes[^1].ToString(), StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));
        Assert.Contains("was made now", Table.Open(query, OnDisk).Notes[^1].ToString(), StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<HourglassException>(() => Table.Open("sql:SELECT * FROM read_csv('gone.csv')", OnDisk)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_varies_has_no_store()
    {
        const string Query = "sql:SELECT random() AS a, range % 3 AS b FROM range(100)";
        Assert.Equal(100, Table.Open(Query, OnDisk with { Store = StoreKind.Auto }).Count);
        var error = Assert.Throws<UsageException>(() => Table.Open(Query, OnDisk));
        Assert.Contains("memory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unused_stores_are_deleted()
    {
        for (var i = 0; i < 5; i++)
        {
            folder.Write($"cache/{Name(i)}", new byte[100]);
            File.SetLastWriteTimeUtc(folder["cache", Name(i)], DateTime.UtcNow.AddDays(i == 4 ? -40 : -i));
        }

        folder.Write("cache/mine.store", new byte[1000]);
        StoreCache.Prune(folder["cache", Name(1)], limit: 350);
        Assert.Equal([Name(0), Name(1), Name(2), "mine.store"], Directory.GetFiles(folder["cache"]).Select(Path.GetFileName).Order());
        StoreCache.Prune(folder["cache", Name(2)], limit: 0);
        Assert.Equal([Name(2), "mine.store"], Directory.GetFiles(folder["cache"]).Select(Path.GetFileName).Order());

        // Another process may have deleted the new one, or the whole folder.
        folder.Write($"cache/{Name(3)}", new byte[100]);
        StoreCache.Prune(folder["cache", Name(4)], limit: 250);
        Assert.Equal([Name(2), Name(3), "mine.store"], Directory.GetFiles(folder["cache"]).Select(Path.GetFileName).Order());
        StoreCache.Prune(folder["gone", Name(4)], limit: 150);

        static string Name(int i) => $"{i:x32}.store";
    }

    private static Table Read(string path, TableIngest ingest) => TableSource.Read(path, session => TableSource.Open(session, path, null, null),
        relation => TableLoader.Load(relation, new TableOptions(), ingest));

    private static void RequireSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Schema, actual.Schema);
        Assert.Equal(expected.Count, actual.Count);
        int[] backwards = [.. Enumerable.Range(0, expected.Count).Reverse()];
        var cells = new double[backwards.Length];
        for (var i = 0; i < expected.Schema.Columns.Count; i++)
        {
            Assert.Equal(expected.Columns[i].Read(), actual.Columns[i].Read());
            actual.ReadColumn(i, backwards, cells);
            Assert.Equal(expected.Columns[i].Read().Reverse(), cells);
            for (var row = 0; row < Math.Min(expected.Count, 100); row++) Assert.Equal(expected.Text(row, i), actual.Text(row, i));
        }
    }

    private string Mixed() => folder.Write("mixed.csv", Encoding.UTF8.GetBytes(MixedTable.Text(Rows)));
}
