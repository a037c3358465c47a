using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Tests.Data;

/// <summary>Views of examples copy neither values nor side data before these are read.</summary>
public sealed class SelectionTests
{
    private const int Count = 100_000;

    private static Examples Conditioned => new FloatExamples(new float[Count], DataShape.Row(1)).With(new SideData(
        Labels: new int[Count], Conditions: new float[Count, 50], Factors: new FactorTable([new Factor("a", 1, true)], new int[Count, 1])));

    [Fact]
    public void A_selection_copies_no_side_data_until_it_is_read()
    {
        var examples = Conditioned;
        int[] positions = [.. Enumerable.Range(0, Count)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var view = examples.Select(positions).As(DataSplit.Train).Binarized(1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 12);
        Assert.Equal(Count, view.Side.Conditions!.GetLength(0));
        Assert.Same(view.Side, view.Side);
    }

    [Fact]
    public void All_examples_are_no_selection()
    {
        var examples = Conditioned;
        Assert.Same(examples, examples.First(Count));
        Assert.Same(examples, examples.First(Count + 1));
        Assert.Same(examples, examples.Spread(Count));
        Assert.NotSame(examples, examples.Spread(Count - 1));
    }

    [Fact]
    public void A_selection_of_a_selection_has_the_values_side_data_and_places_of_its_examples()
    {
        var examples = new FloatExamples([0, 1, 2, 3, 4, 5], DataShape.Row(1), [9, 8, 7, 6, 5, 4]).As(DataSplit.Test);
        var twice = examples.Select([5, 3, 1, 0]).Select([2, 0]).Select([1, 0, 1]);
        Assert.Equal([5, 1, 5], twice.ToArray());
        Assert.Equal([4, 8, 4], twice.Labels!);
        Assert.Equal((DataSplit.Test, 1), twice.PlaceOf(1));
    }
}
