using Hourglass.Data.Batches;
using Hourglass.Numerics;

namespace Hourglass.Tests.Data.Batches;

/// <summary>The order of an epoch's examples.</summary>
public sealed class EpochOrderTests
{
    [Fact]
    public void The_full_permutation_is_the_one_that_seeds_have_always_meant() =>
        Assert.Equal(Randomness.Permutation(100, 7, RandomPurpose.DataOrder, 3), All(EpochOrder.Of(100, 0, 1, 7, 3), 32));

    [Theory]
    [InlineData(100, 0, 1)]
    [InlineData(100, 10, 1)]
    [InlineData(103, 10, 1)]
    [InlineData(103, 102, 1)]
    [InlineData(103, 103, 1)]
    [InlineData(103, 1, 1)]
    [InlineData(5, 4096, 1)]
    [InlineData(100, 10, 3)]
    [InlineData(103, 10, 3)]
    [InlineData(103, 10, 4)]
    [InlineData(103, 10, 10)]
    [InlineData(103, 10, 1000)]
    [InlineData(1003, 7, 5)]
    public void Each_example_comes_once(int count, int block, int window)
    {
        for (var epoch = 0; epoch < 20; epoch++)
        {
            var order = All(EpochOrder.Of(count, block, window, 5, epoch), 32);
            Assert.Equal(Enumerable.Range(0, count), order.Order());
            for (var start = 0; start < count; start += 11)
            {
                var rest = new int[count - start];
                EpochOrder.Of(count, block, window, 5, epoch).CopyTo(start, rest);
                Assert.Equal(order[start..], rest);
            }
        }
    }

    [Fact]
    public void The_examples_of_a_window_are_those_of_its_blocks_in_random_order()
    {
        for (var epoch = 0; epoch < 20; epoch++)
        {
            var order = All(EpochOrder.Of(100, 5, 4, 5, epoch), 100);
            Assert.All(order.Chunk(20), rows =>
            {
                Assert.Equal(4, rows.Select(row => row / 5).Distinct().Count());
                Assert.True(Enumerable.Range(1, 19).Count(i => rows[i] / 5 != rows[i - 1] / 5) > 6);
            });
            Assert.NotEqual(order.Chunk(20).Select(rows => rows.Min()).Order(), order.Chunk(20).Select(rows => rows.Min()));
        }
    }

    [Fact]
    public void The_examples_of_a_block_come_together_and_in_random_order()
    {
        for (var epoch = 0; epoch < 20; epoch++)
        {
            var order = All(EpochOrder.Of(103, 10, 1, 5, epoch), 103);
            var blocks = order.Select(position => position / 10).ToArray();
            Assert.Equal(11, 1 + Enumerable.Range(1, 102).Count(i => blocks[i] != blocks[i - 1]));
            Assert.Contains(order.Chunk(10), rows => !rows.SequenceEqual(rows.Order()));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 1)]
    [InlineData(10, 3)]
    public void It_depends_on_seed_and_epoch_and_not_on_where_one_begins_to_read(int block, int window)
    {
        var order = All(EpochOrder.Of(103, block, window, 5, 2), 103);
        Assert.Equal(order, All(EpochOrder.Of(103, block, window, 5, 2), 7));
        Assert.NotEqual(order, All(EpochOrder.Of(103, block, window, 5, 3), 103));
        Assert.NotEqual(order, All(EpochOrder.Of(103, block, window, 6, 2), 103));
        var rest = new int[43];
        EpochOrder.Of(103, block, window, 5, 2).CopyTo(60, rest);
        Assert.Equal(order[60..], rest);
    }

    private static int[] All(EpochOrder order, int batch)
    {
        var all = new int[order.Count];
        for (var start = 0; start < all.Length; start += batch) order.CopyTo(start, all.AsSpan(start, Math.Min(batch, all.Length - start)));
        return all;
    }
}
