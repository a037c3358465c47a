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
