using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class ByteExamplesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(256)]
    public void Every_value_is_the_nearest_number_to_its_255th(int size)
    {
        byte[] bytes = [.. Enumerable.Range(0, 512 * size).Select(i => (byte)(i + (i / size)))];
        var examples = new ByteExamples(bytes, DataShape.Row(size));
        Assert.Equal(Array.ConvertAll(bytes, value => value / 255f), examples.ToArray());
        var two = new float[2 * size];
        examples.CopyTo([511, 3], two);
        Assert.Equal(bytes[^1] / 255f, two[size - 1]);
        Assert.Equal(bytes[3 * size] / 255f, two[size]);
    }

    [Fact]
    public void The_first_few_and_the_rows_keep_their_order()
    {
        var examples = new ByteExamples([0, 255, 51, 102, 153, 204], DataShape.Row(2));
        Assert.Equal(new float[,] { { 0, 1 }, { 51 / 255f, 102 / 255f } }, examples.First(2).ToRows());
        Assert.Equal(3, examples.First(48).Count);
        Assert.Empty(examples.First(0).ToRows());
    }

    [Fact]
    public void Examples_to_look_at_are_of_all_classes_in_turn()
    {
        var examples = new ByteExamples([0, 1, 2, 3, 4, 5, 6], DataShape.Row(1), [0, 0, 0, 0, 2, 1, 1]);
        Assert.Equal([0, 1, 2, 0, 1], examples.Showcase(5).Labels!);
        Assert.Equal([0, 5, 4, 2, 6], Shown(examples.Showcase(5)));
        Assert.Equal(7, examples.Showcase(100).Count);
        Assert.Equal([0, 2, 4], Shown(new ByteExamples([0, 1, 2, 3, 4, 5, 6], DataShape.Row(1)).Showcase(3)));

        static float[] Shown(Examples some) => Array.ConvertAll(some.ToArray(), value => MathF.Round(value * 255));
    }

    [Fact]
    public void Examples_chosen_of_classes_that_take_turns_are_of_all_classes()
    {
        var examples = new ByteExamples(new byte[6000], DataShape.Row(1), [.. Enumerable.Range(0, 6000).Select(i => i % 3)]);
        var chosen = examples.Spread(2000).Labels!;
        Assert.Equal(2000, chosen.Count);
        Assert.All(Enumerable.Range(0, 3), label => Assert.InRange(chosen.Count(one => one == label), 600, 733));
        var (first, second) = examples.Halves(3000);
        foreach (var half in new[] { first, second })
            Assert.All(Enumerable.Range(0, 3), label => Assert.InRange(half.Labels!.Count(one => one == label), 910, 1090));
    }

    [Fact]
    public void Examples_are_chosen_in_their_order_none_twice_and_always_the_same()
    {
        var examples = new ByteExamples(new byte[50], DataShape.Row(1), [.. Enumerable.Range(0, 50)]);
        var chosen = examples.Spread(20).Labels!;
        Assert.Equal(chosen.Distinct().Order(), chosen);
        Assert.Equal(chosen, examples.Spread(20).Labels!);
        Assert.Equal(Enumerable.Range(0, 50), examples.Spread(90).Labels!);
        var (first, second) = examples.Halves(25);
        Assert.Equal(Enumerable.Range(0, 50), first.Labels!.Concat(second.Labels!).Order());
    }

    [Fact]
    public void Parts_of_examples_and_labels_that_do_not_match_are_refused()
    {
        Assert.Contains("multiple of 4", Assert.Throws<HourglassException>(() => new ByteExamples(new byte[7], new(1, 2, 2))).Message,
            StringComparison.Ordinal);
        Assert.Contains("2 examples but 3 labels", Assert.Throws<HourglassException>(() => new ByteExamples(new byte[8], new(1, 2, 2), [1, 2, 3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_selection_reads_through_and_takes_its_labels_along()
    {
        var examples = new ByteExamples([.. Enumerable.Range(0, 600).Select(i => (byte)(i / 2))], DataShape.Row(2), [.. Enumerable.Range(0, 300)]);
        int[] order = [.. Enumerable.Range(0, 300).Reverse()];
        var selected = examples.Select(order);
        Assert.Equal(order, selected.Labels!);
        Assert.Equal(order.SelectMany(i => new[] { (byte)i / 255f, (byte)i / 255f }), selected.ToArray());
    }
}
