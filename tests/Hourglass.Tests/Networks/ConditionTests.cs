using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class ConditionTests
{
    [Fact]
    public void Classes_are_read_by_number_and_by_name()
    {
        var condition = new LabelCondition(3, ["cat", "dog", "1"]);
        Assert.Equal(new float[,] { { 1, 0, 0 }, { 0, 0, 1 }, { 0, 0, 1 } }, condition.Parse("cat, 2,1"));
        Assert.Equal(new float[,] { { 0, 1, 0 } }, new LabelCondition(3).Parse("1"));
        Assert.Equal(new float[,] { { 1, 0 }, { 0, 1 }, { 1, 0 } }, new LabelCondition(2).Turns(3));
        foreach (var (text, says) in new[] { ("dgo", "did you mean 'dog'?"), ("3", "0 to 2"), ("-1", "'-1' is not a class"), ("", "'cat', 'dog'") })
            Assert.Contains(says, Assert.Throws<UsageException>(() => condition.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_read_as_numbers()
    {
        var condition = new ColumnsCondition(2);
        Assert.Equal(new[,] { { 0.5f, -2 }, { 1, 3 } }, condition.Parse("0.5,-2;1, 3"));
        Assert.Contains("has 1 numbers", Assert.Throws<UsageException>(() => condition.Parse("1")).Message, StringComparison.Ordinal);
        Assert.Contains("'x' is not a number", Assert.Throws<UsageException>(() => condition.Parse("1,x")).Message, StringComparison.Ordinal);
        Assert.Contains("2 side columns", Assert.Throws<UsageException>(() => condition.Turns(4)).Message, StringComparison.Ordinal);
        Assert.Equal(new[,] { { 1f }, { 2 }, { 1 } }, Condition.TakingTurns(new[,] { { 1f }, { 2 } }, 3));
    }

    [Fact]
    public void Examples_without_what_the_model_is_told_are_refused()
    {
        using var scope = NewDisposeScope();
        var rows = Drawn.Uniform([2, 3]);
        Assert.Contains("no labels", Refused(new LabelCondition(3), new Batch(rows)), StringComparison.Ordinal);
        Assert.Contains("has the label 3", Refused(new LabelCondition(3), new Batch(rows, tensor(new long[] { 0, 3 }))), StringComparison.Ordinal);
        Assert.Contains("have none", Refused(new ColumnsCondition(2), new Batch(rows)), StringComparison.Ordinal);
        Assert.Contains("have 1", Refused(new ColumnsCondition(2), new Batch(rows, Conditions: Drawn.Uniform([2, 1]))), StringComparison.Ordinal);
    }

    private static string Refused(Condition condition, Batch batch) => Assert.Throws<HourglassException>(() => condition.Of(batch)).Message;
}
