using System.Text;

namespace Hourglass.Tests.Cli;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public InspectTests() => folder.Write("t.csv", Encoding.UTF8.GetBytes("id,age,smoker,city\n" +
        string.Concat(Enumerable.Range(0, 100).Select(i =>
            $"p{i:000},{20 + (i % 60)}.5,{(i % 4 == 0 ? "yes" : i % 4 == 1 ? "?" : "no")},{(i % 3 == 0 ? "Rome" : "Oslo")}\n"))));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_table_is_shown_a_column_a_line()
    {
        var finished = await CommandLine.Succeed(folder, "inspect --data t.csv --label city");
        Assert.Contains("t.csv: 100 rows, 4 columns, 3 of them used", finished.Out, StringComparison.Ordinal);
        foreach (var part in (string[])["left out: a different text in nearly every row", "20.5 to 79.5", "no (50), yes (25)", "25 %", "Oslo (66), Rome (34)",
            "label", "levels"])
            Assert.Contains(part, finished.Out, StringComparison.Ordinal);
        Assert.Equal("warning: Column 'smoker': '?' in 25 rows is read as missing.", finished.Error.Trim());
    }

    [Fact]
    public async Task The_result_is_the_whole_schema()
    {
        var result = (await CommandLine.Succeed(folder, "inspect --data t.csv --column age=integer,city=drop --json")).Result;
        Assert.Equal(("table", 100), ((string)result["kind"]!, (int)result["rows"]!));
        var columns = result["schema"]!["columns"]!.AsArray();
        Assert.Equal(["identifier", "integer", "boolean", "category"], columns.Select(column => (string)column!["kind"]!));
        Assert.Equal(["left_out", "input", "input", "left_out"], columns.Select(column => (string)column!["use"]!));
        Assert.Equal(2, result["warnings"]!.AsArray().Count);
        Assert.Contains("as levels", (string)result["codes"]!["age"]!, StringComparison.Ordinal);
        result = (await CommandLine.Succeed(folder, "inspect --data t.csv --numbers density --json")).Result;
        Assert.Equal(["age", "smoker", "city"], result["codes"]!.AsObject().Select(one => one.Key));
        Assert.StartsWith("standard scale, ", (string)result["codes"]!["age"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--drop smokr", "did you mean 'smoker'?", 2)]
    [InlineData("--column age=numbre", "did you mean 'number'?", 2)]
    [InlineData("--numbers many", "numbers", 2)]
    [InlineData("--column city=date", "is to be read as date", 1)]
    public async Task Options_that_do_not_fit_are_refused(string options, string part, int status) =>
        Assert.Contains(part, await CommandLine.Fail(folder, $"inspect --data t.csv {options}", status), StringComparison.Ordinal);

    [Fact]
    public async Task Bad_files_are_refused_in_a_sentence()
    {
        folder.Write("ragged.csv", "a,b\n1,2\n3\n"u8.ToArray());
        Assert.Contains("Line 3 of 'ragged.csv' has 1 cell", await CommandLine.Fail(folder, "inspect --data ragged.csv"), StringComparison.Ordinal);
        Assert.Contains("cannot be parsed", await CommandLine.Fail(folder, "inspect --data sql:SELEC", 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stray_cell_is_a_doubt()
    {
        folder.Write("stray.csv", Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Range(0, 200).Select(i => i == 150 ? "many\n" : $"{i}.5\n"))));
        var finished = await CommandLine.Succeed(folder, "inspect --data stray.csv");
        Assert.Contains("line 152 of 'stray.csv' has 'many'; this cell is read as missing", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_of_a_file_do_not_reach_the_terminal()
    {
        folder.Write("control.csv", Encoding.UTF8.GetBytes("a\u001b[31m,b\n" +
            string.Concat(Enumerable.Range(0, 60).Select(i =>
                $"{(i % 3 == 0 ? "red" : "RED")}\u001b[2J{(i % 9 == 0 ? "" : "\u202e")},{(i % 2 == 0 ? "no\u0007" : "\u009byes")}\n"))));
        var finished = await CommandLine.Succeed(folder, "inspect --data control.csv --column b=category");
        Assert.Contains("letter case", finished.Error, StringComparison.Ordinal);
        foreach (var output in (string[])[finished.Out, finished.Error])
            Assert.DoesNotContain(output, letter => (char.IsControl(letter) && letter is not ('\n' or '\r')) || letter == '\u202e');
        Assert.Contains(@"a\x1B[31m", finished.Out, StringComparison.Ordinal);
        Assert.Contains(@"red\x1B[2J\u202E", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_which_nothing_is_used_is_warned_about()
    {
        folder.Write("ids.csv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => i == 0 ? "a,b\n" : $"k{i},n{i}\n"))));
        Assert.Contains("warning: No column is used", (await CommandLine.Succeed(folder, "inspect --data ids.csv")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_file_is_refused_with_the_formats_of_tables()
    {
        folder.Write("t.xyz", [1]);
        Assert.Contains(".parquet", await CommandLine.Fail(folder, "inspect --data t.xyz", 2), StringComparison.Ordinal);
        Directory.CreateDirectory(folder["folder.csv"]);
        Assert.Contains("'folder.csv' has no images", await CommandLine.Fail(folder, "inspect --data folder.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrays_and_images_are_shown_too()
    {
        Samples.Rows(folder);
        var result = (await CommandLine.Succeed(folder, "inspect --data rows.npz --json")).Result;
        Assert.Equal("rows of numbers", (string)result["kind"]!);
        Assert.True((int)result["train"]! > 0 && (double)result["least"]! < (double)result["most"]!);
        Assert.Contains("apply to tables only", await CommandLine.Fail(folder, "inspect --data rows.npz --drop a", 2), StringComparison.Ordinal);
        Assert.Contains("images of shape 1x28x28", (await CommandLine.Succeed(folder, "inspect --data mnist")).Out, StringComparison.Ordinal);
    }
}
