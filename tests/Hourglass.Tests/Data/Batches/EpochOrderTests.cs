using Hourglass.Data.Batches;
using Hourglass.Numerics;

namespace Hourglass.Tests.Data.Batches;

/// <summary>The order of an epoch's examples.</summary>
public sealed class EpochOrderTests
{
    [Fact]
    public void The_full_permutation_is_the_one_that_seeds_have_always_meant() =>
        Assert.Equal(Randomness.Permutation(100, 7, RandomPurpose.DataOrder, 3), All(EpochOrder.Of(100, 0, 7, 3), 32));

    [Theory]
    [InlineData(100, 0)]
    [InlineData(100, 10)]
    [InlineData(103, 10)]
    [InlineData(103, 102)]
    [InlineData(103, 103)]
    [InlineData(103, 1)]
    [InlineData(5, 4096)]
    public void Each_example_comes_once(int count, int block)
    {
        for (var epoch = 0; epoch < 20; epoch++) Assert.Equal(Enumerable.Range(0, count), All(EpochOrder.Of(count, block, 5, epoch), 32).Order());
    }

    [Fact]
    public void The_examples_of_a_block_come_together_and_in_random_order()
    {
        for (var epoch = 0; epoch < 20; epoch++)
        {
            var order = All(EpochOrder.Of(103, 10, 5, epoch), 103);
            var blocks = order.Select(position => position / 10).ToArray();
            Assert.Equal(11, 1 + Enumerable.Range(1, 102).Count(i => blocks[i] != blocks[i - 1]));
            Assert.Contains(order.Chunk(10), rows => !rows.SequenceEqual(rows.Order()));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void It_depends_on_seed_and_epoch_and_not_on_where_one_begins_to_read(int block)
    {
        var order = All(EpochOrder.Of(103, block, 5, 2), 103);
        Assert.Equal(order, All(EpochOrder.Of(103, block, 5, 2), 7));
        Assert.NotEqual(order, All(EpochOrder.Of(103, block, 5, 3), 103));
        Assert.NotEqual(order, All(EpochOrder.Of(103, block, 6, 2), 103));
        var rest = new int[43];
        EpochOrder.Of(103, block, 5, 2).CopyTo(60, rest);
        Assert.Equal(order[60..], rest);
    }

    private static int[] All(EpochOrder order, int batch)
    {
        var all = new int[order.Count];
        for (var start = 0; start < all.Length; start += batch) order.CopyTo(start, all.AsSpan(start, Math.Min(batch, all.Length - start)));
        return all;
    }
}
