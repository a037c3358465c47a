using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

public sealed class TableSchemaTests
{
    [Fact]
    public void A_schema_is_itself_after_JSON_and_equal_for_equal_data()
    {
        using var folder = new TemporaryFolder();
        var text = TableText.Column("a,b,c,d", 300, i => $"{i * 0.25},{(i % 7 == 0 ? "?" : $"l{i % 5}")},2020-01-{(i % 28) + 1:00},{i}");
        var schema = TableText.Open(folder, "t.csv", text).Schema;
        Assert.Equal(schema, TableSchema.FromJson(schema.ToJson()));
        Assert.Equal(schema, TableText.Open(folder, "t.csv", text).Schema);
        Assert.NotEqual(schema, TableText.Open(folder, "t.csv", text + "9,l1,2020-01-01,7\n").Schema);
        Assert.Equal(schema.Columns[1], schema.Find("b"));
    }

    [Theory]
    [InlineData("{}", "columns")]
    [InlineData("{\"columns\":[]}", "columns is empty")]
    [InlineData("{\"columns\":[{\"name\":\"a\",\"kind\":\"number\"},{\"name\":\"a\",\"kind\":\"number\"}]}", "2 times")]
    [InlineData("{\"columns\":[{\"name\":\"a\",\"kind\":\"boolean\"}]}", "it needs 2")]
    [InlineData("{\"columns\":[{\"name\":\"a\",\"kind\":\"numbr\"}]}", "damaged")]
    [InlineData("nothing", "damaged")]
    public void A_damaged_schema_is_refused(string json, string part) =>
        Assert.Contains(part, Assert.Throws<HourglassException>(() => TableSchema.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Heaped_numbers_are_found()
    {
        using var folder = new TemporaryFolder();
        var column = TableText.Open(folder, "t.csv", TableText.Column("a", 5000, i => i % 3 == 0 ? "40" : $"{i % 97}.5")).Schema.Columns[0];
        Assert.Equal([40.0], column.Heaped);
    }
}
