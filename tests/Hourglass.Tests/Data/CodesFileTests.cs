using System.Globalization;
using CsCheck;
using DuckDB.NET.Data;
using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class CodesFileTests : IDisposable
{
    private static readonly float[,] Codes = { { 1.5f, -2 }, { 0.1f, 3e-8f }, { float.MaxValue, float.Epsilon } };
    private static readonly int[] Labels = [1, -1, 2];
    private static readonly ClassNames Classes = ["zero", "one, \"quoted\""];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("codes.npy")]
    [InlineData("codes.csv")]
    [InlineData("codes.parquet")]
    [InlineData("it's [1] new/CODES.CSV")]
    [InlineData("it's [1] new/CODES.Parquet")]
    public void What_is_written_is_read_again(string name)
    {
        CodesFile.Write(folder[name], Codes, Labels, Classes);
        CodesFile.Write(folder[name], Codes, Labels, Classes);
        Assert.Equal(Codes, CodesFile.Read(folder[name]));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(folder[name])!));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void A_name_stands_for_itself_and_for_no_other_file(string ending)
    {
        CodesFile.Write(folder[$"codes1.{ending}"], new[,] { { 7f } }, null, null);
        foreach (var name in new[] { $"codes[1].{ending}", $"codes?.{ending}", $"codes*.{ending}" })
        {
            CodesFile.Write(folder[name], Codes, Labels, Classes);
            Assert.Equal(Codes, CodesFile.Read(folder[name]));
        }
    }

    [Theory]
    [InlineData("codes.csv")]
    [InlineData("codes.parquet")]
    public void Every_finite_number_comes_back_bit_for_bit(string name)
    {
        var finite = Gen.Int.Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite);
        Gen.Select(finite.Array[60], Gen.Int[1, 4]).Sample(
            (values, columns) =>
            {
                var codes = new float[values.Length / columns, columns];
                Buffer.BlockCopy(values, 0, codes, 0, codes.Length * sizeof(float));
                CodesFile.Write(folder[name], codes, null, null);
                Assert.Equal(Bits(codes), Bits(CodesFile.Read(folder[name])));
            },
            iter: 10,
            threads: 1);
    }

    [Fact]
    public void A_csv_has_a_header_and_names_the_classes()
    {
        CodesFile.Write(folder["codes.csv"], new[,] { { 1.5f, -2 }, { 0.1f, 3 } }, [1, 7], Classes);
        Assert.Equal(["z1,z2,label,class", "1.5,-2.0,1,\"one, \"\"quoted\"\"\"", "0.1,3.0,7,"], File.ReadAllLines(folder["codes.csv"]));
        CodesFile.Write(folder["codes.csv"], new[,] { { 1.5f } }, null, Classes);
        Assert.Equal(["z1", "1.5"], File.ReadAllLines(folder["codes.csv"]));
    }

    [Fact]
    public void A_parquet_file_has_small_typed_columns()
    {
        CodesFile.Write(folder["codes.parquet"], Codes, Labels, null);
        Assert.Equal(["z1 FLOAT", "z2 FLOAT", "label INTEGER"], Columns(folder["codes.parquet"]));
    }

    [Fact]
    public void A_comma_language_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = commas;
            CodesFile.Write(folder["codes.csv"], Codes, Labels, null);
            Assert.Equal(Codes, CodesFile.Read(folder["codes.csv"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("1.5,2\n3,4\n")]
    [InlineData("z1,z2\r\n1.5,2\r\n3,4\r\n")]
    [InlineData("name,Z2,label,\"z1\"\n\"a,b\",2,0,1.5\n#c,4,,3")]
    [InlineData("zone,z2,z1,z10x\nx,2, 1.5,y\n,4,3,\n")]
    public void Columns_of_codes_are_found_by_their_names_or_are_all(string text)
    {
        Assert.Equal(new[,] { { 1.5f, 2 }, { 3, 4 } }, CodesFile.Read(Csv(text)));
    }

    [Theory]
    [InlineData("z1,z2\n1,2\n3,abc\n", "'abc' at row 1, column 1")]
    [InlineData("label,z1\n1,2\n3,\n", "an empty cell at row 1, column 0")]
    [InlineData("1,2\n3,x\n", "'x' at row 1, column 1")]
    [InlineData("z1,z2\n1,2\nnan,4\n", "NaN at row 1, column 0")]
    [InlineData("z1,z2\n1,1e39\n", "at row 0, column 1")]
    [InlineData("-inf,2\n", "-Infinity at row 0, column 0")]
    [InlineData("z1,z2\n", "no rows")]
    [InlineData("", "no rows")]
    [InlineData("\n", "has the columns ''")]
    [InlineData("z1,z2\n1,2\n3\n", "its rows differ in their number of cells")]
    [InlineData("z1,z2\n1,2\n3,\"4\n", "a quotation mark is missing")]
    [InlineData("x,y\n1,2\n", "has the columns 'x', 'y'")]
    [InlineData("z1,z3\n1,2\n", "number them without gaps")]
    [InlineData("z1,z1\n1,2\n", "number them without gaps")]
    public void A_csv_that_is_wrong_is_refused_with_what_is_wrong(string text, string expected)
    {
        var path = Csv(text);
        var error = Assert.Throws<HourglassException>(() => CodesFile.Read(path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_row_cut_off_far_down_is_named_by_its_line()
    {
        var text = "z1,z2\n" + string.Concat(Enumerable.Repeat("1.5,2.5\n", 50_000)) + "7\n";
        var error = Assert.Throws<HourglassException>(() => CodesFile.Read(Csv(text)));
        Assert.Contains("Line: 50002", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_parquet_file_is_refused()
    {
        CodesFile.Write(folder["codes.parquet"], Codes, null, null);
        var bytes = File.ReadAllBytes(folder["codes.parquet"]);
        foreach (var length in (int[])[0, 3, bytes.Length / 2, bytes.Length - 1])
        {
            var path = folder.Write("cut.parquet", bytes[..length]);
            var error = Assert.Throws<HourglassException>(() => CodesFile.Read(path));
            Assert.Contains("is damaged or truncated", error.Message, StringComparison.Ordinal);
            Assert.IsType<DuckDBException>(error.InnerException?.InnerException);
        }
    }

    [Fact]
    public void A_parquet_file_of_other_columns_is_refused()
    {
        TableFile.Write(folder["t.parquet"], Codes, null);
        var error = Assert.Throws<HourglassException>(() => CodesFile.Read(folder["t.parquet"]));
        Assert.Contains("has the columns 'x1', 'x2'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_must_be_a_matrix_with_rows()
    {
        NpyFile.Write(folder["one.npy"], [1, 2, 3], 3);
        Assert.Contains("the shape (3,)", Assert.Throws<HourglassException>(() => CodesFile.Read(folder["one.npy"])).Message, StringComparison.Ordinal);
        NpyFile.Write(folder["none.npy"], [], 0, 2);
        Assert.Contains("no rows", Assert.Throws<HourglassException>(() => CodesFile.Read(folder["none.npy"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.npy")]
    [InlineData("missing.csv")]
    [InlineData("missing.parquet")]
    public void A_missing_file_is_named(string name)
    {
        var error = Assert.Throws<HourglassException>(() => CodesFile.Read(folder[name]));
        Assert.Contains($"There is no file '{folder[name]}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_ending_is_wrong_usage()
    {
        foreach (var act in (Action[])[() => CodesFile.Read("codes.txt"), () => CodesFile.Write("codes.txt", Codes, null, null)])
            Assert.Contains("ends with '.txt'; rows of numbers are stored in .npy, .csv and .parquet", Assert.Throws<UsageException>(act).Message,
                StringComparison.Ordinal);
    }

    private static int[] Bits(float[,] codes) => [codes.GetLength(0), codes.GetLength(1), .. codes.Cast<float>().Select(BitConverter.SingleToInt32Bits)];

    private static List<string> Columns(string path)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM read_parquet('{path}')";
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read()) columns.Add($"{reader.GetString(0)} {reader.GetString(1)}");
        return columns;
    }

    private string Csv(string text) => folder.Write("codes.csv", System.Text.Encoding.UTF8.GetBytes(text));
}
