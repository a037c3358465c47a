using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Tests.Data;

public sealed class BinarizedExamplesTests
{
    private static readonly FloatExamples Grey = new([.. Enumerable.Range(0, 20_000).Select(i => i % 10 / 9f)], DataShape.Row(10),
        [.. Enumerable.Range(0, 2000)]);

    [Fact]
    public void Values_are_probabilities()
    {
        var drawn = Grey.Binarized(1).ToArray();
        Assert.All(drawn, value => Assert.True(value is 0 or 1));
        for (var feature = 0; feature < 10; feature++)
        {
            // 2000 draws: a standard error of at most 0.0112.
            var mean = drawn.Where((_, i) => i % 10 == feature).Average();
            Assert.Equal(feature / 9.0, mean, feature is 0 or 9 ? 0 : 0.05);
        }
    }

    [Fact]
    public void A_draw_does_not_depend_on_the_batch_but_on_the_seed()
    {
        var drawn = Grey.Binarized(1);
        Assert.Equal(drawn.ToArray(), Grey.Binarized(1).ToArray());
        Assert.NotEqual(drawn.ToArray(), Grey.Binarized(2).ToArray());
        var some = new float[30];
        drawn.CopyTo([7, 1999, 7], some);
        Assert.Equal(drawn.ToArray()[70..80], some[..10]);
        Assert.Equal(drawn.ToArray()[^10..], some[10..20]);
        Assert.Equal(some[..10], some[20..]);
        Assert.Equal(Grey.Labels, drawn.Labels);
    }

    [Fact]
    public void Examples_and_features_are_drawn_independently()
    {
        var half = new FloatExamples([.. Enumerable.Repeat(0.5f, 20_000)], DataShape.Row(10)).Binarized(3).ToArray();
        // Neighbours, across and down, agree half of the time: a standard error of 0.0035.
        Assert.Equal(0.5, Enumerable.Range(0, 19_000).Average(i => half[i] == half[i + 1] ? 1.0 : 0), 0.02);
        Assert.Equal(0.5, Enumerable.Range(0, 19_000).Average(i => half[i] == half[i + 10] ? 1.0 : 0), 0.02);
    }

    [Fact]
    public void Training_and_test_examples_at_equal_positions_share_no_noise()
    {
        FloatExamples half = new([.. Enumerable.Repeat(0.5f, 20_000)], DataShape.Row(10));
        var data = new Dataset("halves", half, half);
        var (train, test) = (data.Train.Binarized(3).ToArray(), data.Test.Binarized(3).ToArray());
        // A standard error of 0.0035.
        Assert.Equal(0.5, Enumerable.Range(0, 20_000).Average(i => train[i] == test[i] ? 1.0 : 0), 0.02);
        // Nor do those that are cut from one piece, and those of arrays that nobody called training or test.
        Assert.Equal(train, half.As(DataSplit.Train).Binarized(3).ToArray());
        Assert.NotEqual(train, half.Binarized(3).ToArray());
    }

    [Fact]
    public void A_selection_has_the_draws_that_all_have_and_so_have_the_parts_of_cut_data()
    {
        var all = Grey.As(DataSplit.Whole).Binarized(3).ToRows();
        var (train, test) = Split.Random(Grey.As(DataSplit.Whole), 0.1);
        var data = new Dataset("grey", train, test);
        foreach (var part in new[] { data.Train, data.Test, data.Train.First(9).With(data.Train.First(9).Side) })
        {
            var drawn = part.Binarized(3);
            var rows = drawn.ToRows();
            // Labels are positions in the whole.
            for (var i = 0; i < part.Count; i++)
                for (var j = 0; j < 10; j++) Assert.Equal(all[part.Labels![i], j], rows[i, j]);
        }
    }

    [Fact]
    public void Values_outside_of_0_to_1_are_cut_and_odd_widths_work() =>
        Assert.Equal([0, 1, 1], new FloatExamples([-5, 1e30f, 1], DataShape.Row(3)).Binarized(1).ToArray());

    [Fact]
    public void Draws_are_pinned()
    {
        // A change would silently alter the data of earlier runs: whoever makes one raises Randomness.Derivation.
        var half = new FloatExamples([.. Enumerable.Repeat(0.5f, 24)], DataShape.Row(24)).Binarized(42).ToArray();
        Assert.Equal("110001001100100111000111", string.Concat(half.Select(value => (int)value)));
    }
}
