using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Preparation;
using Hourglass.Tests.Training;

namespace Hourglass.Tests.Preparation;

/// <summary>What one pass over the training examples finds is what separate ones would, to the bit.</summary>
public sealed class TrainingSummaryTests
{
    private const int Features = 37;
    private const int Count = 5000;

    [Fact]
    public void Statistics_are_the_sums_in_the_order_of_the_examples()
    {
        var rows = Rows();
        var (scaling, values) = (Scaling.Fit(ScalingKind.Standard, rows), rows.ToRows());
        for (var j = 0; j < Features; j++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < Count; i++)
            {
                var distance = (double)values[i, j] - values[0, j];
                sum += distance;
                squares += distance * distance;
            }

            Assert.Equal((float)(values[0, j] + (sum / Count)), scaling.Offset[j]);
            Assert.Equal((float)Math.Sqrt((squares - (sum * sum / Count)) / Count), scaling.Scale[j]);
        }
    }

    [Theory]
    [InlineData(ScalingKind.Auto)]
    [InlineData(ScalingKind.Standard)]
    [InlineData(ScalingKind.MinMax)]
    public void One_pass_gives_range_scaling_and_the_range_after_scaling(ScalingKind kind)
    {
        var calls = 0;
        var counted = new CountedExamples(Rows(), () => calls++) { Armed = true };
        var preparation = DataPreparation.Fit(kind, counted);
        var prepared = preparation.Apply(counted);
        var (given, scaled) = (counted.Values, prepared.Values);
        var once = calls;
        Assert.Equal(Rows().ToArray().Min(), given.Least);
        Assert.Equal(Rows().ToArray().Max(), given.Most);
        Assert.Equal(prepared.ToArray().Min(), scaled.Least);
        Assert.Equal(prepared.ToArray().Max(), scaled.Most);
        Assert.Equal(prepared.ToArray().All(value => value is >= 0 and <= 1), scaled.IsUnit);
        calls = 0;
        _ = DataTraits.Of(prepared);
        Assert.Equal(0, calls);

        var again = 0;
        ChunkPass.Run(new CountedExamples(Rows(), () => again++) { Armed = true }, [_ => { }]);
        Assert.Equal(again, once);
    }

    [Fact]
    public void Views_that_change_no_value_share_what_is_known()
    {
        var calls = 0;
        Examples counted = new CountedExamples(Rows(), () => calls++) { Armed = true };
        Scaling.Fit(ScalingKind.MinMax, counted);
        var once = calls;
        foreach (var view in new[] { counted.As(DataSplit.Train), counted.With(new SideData(Labels: new int[Count])) })
        {
            Scaling.Fit(ScalingKind.Standard, view);
            Assert.Equal(once, calls);
        }

        Scaling.Fit(ScalingKind.Standard, counted.Select([0, 1]));
        Assert.True(calls > once);
    }

    private static FloatExamples Rows()
    {
        var random = new Random(2);
        return new FloatExamples([.. Enumerable.Range(0, Count * Features).Select(i => (float)((random.NextDouble() * (1 + (i % Features))) - 3))],
            DataShape.Row(Features));
    }
}
