using Hourglass.Tables;

namespace Hourglass.Tests.Tables;

public sealed class RowClauseTests
{
    [Theory]
    [InlineData("smoker=yes", "smoker|Equal|yes")]
    [InlineData("age>=60, smoker=yes", "age|GreaterOrEqual|60;smoker|Equal|yes")]
    [InlineData("a b<1,5,c>2", "a b|Less|1,5;c|Greater|2")]
    [InlineData("born<=1990-01-31", "born|LessOrEqual|1990-01-31")]
    public void Clauses_are_column_comparison_and_value(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', RowClause.Parse(text).Select(one => $"{one.Column}|{one.Comparison}|{one.Value}")));

    [Theory]
    [InlineData("smoker")]
    [InlineData("=yes")]
    [InlineData("smoker=")]
    [InlineData("age=>3")]
    [InlineData("")]
    public void Other_texts_are_refused(string text) => Assert.Contains("smoker=yes or age>=60",
        Assert.Throws<UsageException>(() => RowClause.Parse(text)).Message, StringComparison.Ordinal);
}
