using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

public sealed class TableOptionsTests
{
    private static readonly string Text = TableText.Column("id,size,zip,flag,note", 60, i =>
        $"k{i},{(i % 3 == 0 ? "S" : i % 3 == 1 ? "M" : "L")},{10000 + (i % 7)},{(i % 2 == 0 ? "a" : "b")},word{i}");

    [Fact]
    public void The_user_has_the_last_word()
    {
        using var folder = new TemporaryFolder();
        var options = new TableOptions
        {
            Columns = ColumnOverride.Parse("size=ordered:L<M<S,zip=category,flag=boolean"),
            Drop = ["Note"],
            Label = "flag",
            Conditions = ["size"],
            Keep = ["id"],
        };
        var table = TableText.Open(folder, "t.csv", Text, options);
        var columns = table.Schema.Columns;
        Assert.Equal("id:Identifier, size:OrderedCategory L|M|S, zip:Category 10000|10001|10002|10003|10004|10005, flag:Boolean a|b, note:Identifier",
            TableText.Of(table));
        Assert.Equal([ColumnUse.LeftOut, ColumnUse.Condition, ColumnUse.Input, ColumnUse.Label, ColumnUse.LeftOut], columns.Select(column => column.Use));
        Assert.Equal("dropped on request", columns[4].Reason);
        Assert.Equal(("k7", ""), (table.Text(7, 0), table.Text(7, 4)));
    }

    [Fact]
    public void A_label_or_condition_that_would_be_left_out_is_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (var options in (TableOptions[])[new() { Label = "id" }, new() { Conditions = ["id"] }])
            Assert.Contains("is of the kind identifier and cannot be the", Assert.Throws<UsageException>(() => TableText.Open(folder, "t.csv", Text, options))
                .Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("siez", "did you mean 'size'?")]
    [InlineData("altogether-different", "the columns are 'id', 'size'")]
    public void An_unknown_column_is_refused_with_the_nearest(string name, string part)
    {
        using var folder = new TemporaryFolder();
        foreach (var options in (TableOptions[])[new() { Drop = [name] }, new() { Label = name }, new() { Conditions = [name] }, new() { Keep = [name] },
            new() { Columns = [new(name, ColumnKind.Number)] }])
            Assert.Contains(part, Assert.Throws<UsageException>(() => TableText.Open(folder, "t.csv", Text, options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note=number", "is to be read as number")]
    [InlineData("note=date", "is to be read as date")]
    [InlineData("size=boolean", "a boolean column has 2")]
    public void A_kind_that_does_not_fit_is_refused(string column, string part)
    {
        using var folder = new TemporaryFolder();
        var options = new TableOptions { Columns = ColumnOverride.Parse(column) };
        Assert.Contains(part, Assert.Throws<HourglassException>(() => TableText.Open(folder, "t.csv", Text, options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("age", "must be NAME=")]
    [InlineData("age=numbr", "did you mean 'number'?")]
    [InlineData("age=number:1<2", "only 'ordered' takes one")]
    [InlineData("=number", "give one of")]
    public void A_malformed_option_is_refused(string text, string part) =>
        Assert.Contains(part, Assert.Throws<UsageException>(() => ColumnOverride.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_may_contain_commas_and_equal_signs() =>
        Assert.Equal([new("a,b", ColumnKind.Number), new ColumnOverride("c=d", null) { IsDropped = true }], ColumnOverride.Parse("a,b=number,c=d=drop"));

    [Theory]
    [InlineData("size=ordered:S<M", "lacks 'L'")]
    [InlineData("size=ordered:S<M<L<X", "names 'X'")]
    public void An_order_must_name_each_level(string column, string part)
    {
        using var folder = new TemporaryFolder();
        var options = new TableOptions { Columns = ColumnOverride.Parse(column) };
        Assert.Contains(part, Assert.Throws<UsageException>(() => TableText.Open(folder, "t.csv", Text, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_cannot_be_dropped_and_used()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("both dropped and given", Assert.Throws<UsageException>(() => TableText.Open(folder, "t.csv", Text,
            new TableOptions { Drop = ["flag"], Label = "flag" })).Message,
            StringComparison.Ordinal);
    }
}
