using Hourglass.TableBench;
using Hourglass.Tests.Evaluation.Tables;

namespace Hourglass.Tests.Bench.Tables;

public sealed class DecisionTreeTests
{
    [Fact]
    public void Leaves_hold_all_rows_once_and_at_least_as_many_as_wanted()
    {
        var (a, b) = (Rows.Whole(500, 40, 1), Rows.Uniform(500, 2));
        var tree = DecisionTree.Grow([a, b], Rows.Uniform(500, 3), 0, 5);
        var leaves = Enumerable.Range(0, 500).Select(i => tree.Leaf(j => j == 0 ? a[i] : b[i]).ToArray()).ToArray();
        Assert.All(Enumerable.Range(0, 500), i => Assert.Contains(i, leaves[i]));
        Assert.All(leaves, leaf => Assert.InRange(leaf.Length, 5, 100));
        Assert.Equal(Enumerable.Range(0, 500), leaves.DistinctBy(leaf => leaf.Min()).SelectMany(leaf => leaf).Order());
    }

    [Fact]
    public void The_first_split_of_numbers_lowers_the_squared_error_most()
    {
        // Between 3 and 4, the error falls from 15.5 to 0.5; no other split leaves two rows on both sides and as little error.
        var tree = DecisionTree.Grow([[1, 2, 3, 4, 5]], [0, 0, 1, 4, 4], 0, 2);
        Assert.Equal([0, 1, 2], tree.Leaf(_ => 3.0).ToArray());
        Assert.Equal([3, 4], tree.Leaf(_ => 3.5).ToArray());
    }

    [Fact]
    public void Levels_are_split_by_the_gini_impurity()
    {
        // By the second column, one side is pure and the other has one row of three of another level; the first column says nothing.
        var tree = DecisionTree.Grow([[0, 1, 0, 1, 0, 1], [9, 9, 9, 2, 2, 2]], [0, 0, 0, 2, 2, 1], 3, 3);
        Assert.Equal([0, 1, 2], tree.Leaf(j => j == 1 ? 9 : 0).ToArray().Order());
        Assert.Equal([3, 4, 5], tree.Leaf(j => j == 1 ? 2 : 0).ToArray().Order());
    }

    [Fact]
    public void A_constant_target_or_constant_inputs_are_not_split()
    {
        Assert.Equal(20, DecisionTree.Grow([Rows.From(0, 20)], new double[20], 0, 2).Leaf(_ => 3).Length);
        Assert.Equal(20, DecisionTree.Grow([new double[20]], Rows.From(0, 20), 0, 2).Leaf(_ => 3).Length);
    }
}
