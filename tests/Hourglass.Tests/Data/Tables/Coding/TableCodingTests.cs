using System.Text;
using System.Text.Json;
using Hourglass.Data;
using Hourglass.Files;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Whole tables as rows of numbers.</summary>
public sealed class TableCodingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Rows_of_few_values_come_back_exactly_in_any_order_of_rows()
    {
        var table = TableText.Open(folder, "t.csv", MixedTable.Text(200));
        var coding = TableCoding.Fit(table);
        var examples = new TableExamples(table, coding);
        int[] order = [.. Enumerable.Range(0, 200).Reverse(), 3, 3];
        var rows = new float[order.Length * examples.Shape.Size];
        Array.Fill(rows, 7);
        examples.CopyTo(order, rows);
        var decoder = new RowDecoder(coding, order.Length, seed: 1);
        decoder.Add(0, rows.AsSpan(0, 10 * decoder.Width));
        decoder.Add(10, rows.AsSpan(10 * decoder.Width));
        var made = decoder.ToTable();
        for (var column = 0; column < table.Schema.Columns.Count; column++)
        {
            if (table.Schema.Columns[column] is not { Use: ColumnUse.Input } schema) continue;
            if (coding.Columns.First(code => code.Name == schema.Name) is NumberCode { IsExact: false }) continue;
            Assert.Equal(order.Select(row => table.Text(row, column)), Enumerable.Range(0, order.Length).Select(row => made.Text(row, column)));
        }
    }

    [Fact]
    public void It_is_equal_to_itself_after_conversion_to_json_and_back()
    {
        var coding = TableCoding.Fit(TableText.Open(folder, "t.csv", MixedTable.Text(300), new TableOptions { Conditions = ["sex"], Label = "grade" }));
        Assert.Single(coding.Conditions);
        Assert.Equal(coding, Read(JsonSerializer.Serialize(coding, Json.Line)));
    }

    [Fact]
    public void A_damaged_one_is_refused_in_a_sentence()
    {
        var coding = TableCoding.Fit(TableText.Open(folder, "t.csv", MixedTable.Text(300)));
        var (number, category) = (coding.Columns.OfType<NumberCode>().First(), coding.Columns.OfType<CategoryCode>().First());
        TableCoding[] damaged =
        [
            coding with { Columns = [] }, coding with { Columns = [number with { Name = "other" }] }, coding with { Columns = [number, number] },
            coding with { Columns = [number], Conditions = [number] }, coding with { Columns = [number with { Name = category.Name }] },
            coding with { Columns = [category with { Name = number.Name }] }, coding with { Columns = [category with { Own = [int.MaxValue] }] },
            coding with { Columns = [category with { Own = [0, 0] }] }, coding with { Columns = [number with { Edges = [] }] },
            coding with { Columns = [number with { Values = [1] }] }, coding with { Columns = [number with { Means = [1] }] },
        ];
        foreach (var one in damaged)
        {
            var said = Assert.Throws<HourglassException>(() => Read(JsonSerializer.Serialize(one, Json.Line))).Message;
            Assert.EndsWith(".", said, StringComparison.Ordinal);
        }

        var text = JsonSerializer.Serialize(coding, Json.Line);
        string[] texts = ["{}", "[]", text[..^2], text.Replace("\"number\"", "\"numbers\"", StringComparison.Ordinal)];
        Assert.All(texts, one => Assert.Throws<HourglassException>(() => Read(one)));
    }

    [Fact]
    public void Nothing_is_fitted_to_test_rows()
    {
        var (train, test) = Split.Positions(400, 0.1);
        var lines = MixedTable.Text(400).Split('\n');
        var changed = lines.ToArray();
        // Test rows get the cells of the first training row, but for one number that no training row has.
        foreach (var row in test) changed[row + 1] = $"{lines[row + 1].Split(',')[0]},97,{string.Join(',', lines[train[0] + 1].Split(',')[2..])}";
        var (one, other) = (Opened("one.csv", lines), Opened("other.csv", changed));
        Assert.Equal(one.Coding!.Columns, other.Coding!.Columns);
        Assert.NotEqual(one.Coding.Schema, other.Coding.Schema);

        Examples Opened(string name, string[] rows) =>
            DataSource.Open(folder.Write(name, Encoding.UTF8.GetBytes(string.Join('\n', rows))), new DataOptions()).Train;
    }

    [Fact]
    public void Labels_and_conditions_are_no_part_of_a_row_and_come_back_to_their_columns()
    {
        var table = TableText.Open(folder, "t.csv", MixedTable.Text(150), new TableOptions { Conditions = ["sex"], Label = "grade" });
        var coding = TableCoding.Fit(table);
        var examples = new TableExamples(table, coding);
        Assert.DoesNotContain(coding.Columns, code => code.Name is "sex" or "grade");
        Assert.Equal(["a", "b", "c"], examples.Classes!);
        Assert.Equal(table["grade"].Read(), examples.Side.Labels!.Select(label => (double)label));
        var decoder = new RowDecoder(coding, 150, seed: 1);
        decoder.AddConditions(examples.Side.Conditions!);
        decoder.AddLabels(row => examples.Classes![examples.Side.Labels![row]]);
        var made = decoder.ToTable();
        Assert.Equal(table["sex"].Read(), made["sex"].Read());
        Assert.Equal(table["grade"].Read(), made["grade"].Read());
        Assert.All(made["age"].Read(), cell => Assert.True(double.IsNaN(cell)));
    }

    [Theory]
    [InlineData("1,50 €|2,75 €|1.234,00 €")]
    [InlineData("-3|12|7")]
    [InlineData("01.02.2020|28.02.2021|03.03.2020")]
    [InlineData("2020-01-01 10:00:00|2020-01-02 10:00:07|2021-05-01 00:00:00")]
    [InlineData("x|y|z")]
    [InlineData("no|yes|no")]
    [InlineData("x||z")]
    public void A_label_of_any_kind_comes_back(string values)
    {
        var cells = values.Split('|');
        var text = TableText.Column("n;label", 90, i => $"{i % 7};{cells[i % cells.Length]}");
        var table = TableText.Open(folder, "t.csv", text, new TableOptions { Label = "label" });
        var (labels, classes) = TableLabels.Of(table);
        var column = table["label"].Schema;
        Assert.Equal(cells.Distinct().Count(), classes!.Count);
        Assert.Equal(table["label"].Read(), labels!.Select(label => TableLabels.CellOf(column, classes[label])));
    }

    [Fact]
    public void A_label_that_is_a_quantity_is_refused()
    {
        var (column, many) = (new TableOptions { Label = "label" }, TableText.Column("n,label", 1500, i => $"{i % 7},{i}.5"));
        Assert.Contains("1,500 different", Assert.Throws<UsageException>(() => TableLabels.Of(TableText.Open(folder, "t.csv", many, column))).Message,
            StringComparison.Ordinal);
        var durations = TableText.Column("n,label", 100, i => $"{i % 7},{i % 3}:30:00");
        Assert.Contains("duration", Assert.Throws<UsageException>(() => TableLabels.Of(TableText.Open(folder, "t.csv", durations, column))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_a_column_for_examples_is_refused()
    {
        var text = TableText.Column("a,b", 60, i => $"{i % 7},{"xyz"[i % 3]}");
        var table = TableText.Open(folder, "t.csv", text, new TableOptions { Label = "b", Conditions = ["a"] });
        Assert.Contains("no column", Assert.Throws<UsageException>(() => TableCoding.Fit(table)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static TableCoding Read(string text) => Json.Guarded("The coding", () =>
        Json.Convert<TableCoding>(Json.Members(Encoding.UTF8.GetBytes(text)), "The coding"));
}
