using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class TableFileTests : IDisposable
{
    private static readonly float[,] Rows = { { 1, 2.5f }, { -3, 4 } };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_bear_their_names_or_numbers()
    {
        TableFile.Write(folder["t.csv"], Rows, ["height, \"cm\"", "it's"]);
        Assert.Equal(["\"height, \"\"cm\"\"\",it's", "1.0,2.5", "-3.0,4.0"], File.ReadAllLines(folder["t.csv"]));
        TableFile.Write(folder["t.csv"], Rows, null);
        Assert.Equal(["x1,x2", "1.0,2.5", "-3.0,4.0"], File.ReadAllLines(folder["t.csv"]));
        TableFile.Write(folder["t.npy"], Rows, null);
        Assert.Equal([2, 2], NpyFile.Read(folder["t.npy"]).Dimensions);
    }

    [Theory]
    [InlineData("t.npy")]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    public void What_cannot_be_written_leaves_the_earlier_file_alone(string name)
    {
        TableFile.Write(folder[name], Rows, ["a", "b"]);
        var before = File.ReadAllBytes(folder[name]);
        Refused("NaN at row 1, column 0", () => TableFile.Write(folder[name], new[,] { { 1, 2 }, { float.NaN, 3 } }, null));
        Refused("0 rows of 2 values", () => TableFile.Write(folder[name], new float[0, 2], null));
        Refused("2 rows of 0 values", () => TableFile.Write(folder[name], new float[2, 0], null));
        Refused("2 columns but 1 names", () => TableFile.Write(folder[name], Rows, ["a"]));
        Refused("the name 'a'", () => TableFile.Write(folder[name], Rows, ["a", "A"]));
        Refused("1 labels for the 2 rows", () => CodesFile.Write(folder[name], Rows, [1], null));
        Assert.Equal(before, File.ReadAllBytes(folder[name]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData("t.npy")]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    public void Rows_in_chunks_make_the_file_of_the_array(string name)
    {
        TableFile.Write(folder["whole", name], Rows, null);
        TableFile.Write(folder["chunks", name], 2, 2, write =>
        {
            write(0, [1, 2.5f]);
            write(1, [-3, 4]);
        });
        Assert.Equal(File.ReadAllBytes(folder["whole", name]), File.ReadAllBytes(folder["chunks", name]));
        Assert.Single(Directory.GetFileSystemEntries(folder["chunks"]));
    }

    [Theory]
    [InlineData(TableFormat.Csv, 4100)]
    [InlineData(TableFormat.Csv, 4096)]
    [InlineData(TableFormat.Parquet, 4100)]
    [InlineData(TableFormat.Parquet, 4096)]
    [InlineData(TableFormat.Parquet, 2048)]
    internal void A_table_written_in_parts_is_that_of_one_part(TableFormat format, int count)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 3 * count).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 3)];
        var ending = format == TableFormat.Csv ? "csv" : "parquet";
        foreach (var (name, most) in new[] { ("one", int.MaxValue), ("parts", 1) })
        {
            using var writer = new DuckDbWriter(folder[$"{name}.{ending}"], format, ["z1", "z2", "z3"], labels, ClassNames.Of(["a", "b", "c"]), most);
            for (var start = 0; start < values.Length; start += 3000) writer.Add(values.AsSpan(start, Math.Min(3000, values.Length - start)));
            writer.Finish();
        }

        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Root).Length);
        Assert.Equal(values, CodesFile.Read(folder[$"parts.{ending}"]).Cast<float>());
        if (format == TableFormat.Csv) Assert.Equal(File.ReadAllText(folder["one.csv"]), File.ReadAllText(folder["parts.csv"]));
        else Assert.Equal(CodesFile.Read(folder["one.parquet"]), CodesFile.Read(folder["parts.parquet"]));
    }

    [Theory]
    [InlineData("t.npy")]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    public void Rows_that_stop_coming_leave_the_earlier_file_alone(string name)
    {
        TableFile.Write(folder[name], Rows, null);
        var before = File.ReadAllBytes(folder[name]);
        Refused("1 rows were given", () => TableFile.Write(folder[name], 2, 2, write => write(0, [1, 2])));
        Refused("from row 0 on", () => TableFile.Write(folder[name], 2, 2, write =>
        {
            write(0, [1, 2]);
            write(0, [3, 4]);
        }));
        Refused("6 numbers from row 0", () => TableFile.Write(folder[name], 2, 2, write => write(0, [1, 2, 3, 4, 5, 6])));
        Refused("3 numbers from row 0", () => TableFile.Write(folder[name], 2, 2, write => write(0, [1, 2, 3])));
        Refused("NaN at row 1, column 0", () => TableFile.Write(folder[name], 2, 2, write =>
        {
            write(0, [1, 2]);
            write(1, [float.NaN, 4]);
        }));
        Assert.Throws<OperationCanceledException>(() => TableFile.Write(folder[name], 2, 2, write =>
        {
            write(0, [1, 2]);
            throw new OperationCanceledException();
        }));
        Assert.Equal(before, File.ReadAllBytes(folder[name]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.parquet")]
    public void A_folder_that_cannot_be_made_is_refused_by_name(string name)
    {
        folder.Write("f", [1]);
        Refused(folder["f", name], () => TableFile.Write(folder["f", name], Rows, null));
    }

    private static void Refused(string expected, Action write) =>
        Assert.Contains(expected, Assert.Throws<HourglassException>(write).Message, StringComparison.Ordinal);
}
