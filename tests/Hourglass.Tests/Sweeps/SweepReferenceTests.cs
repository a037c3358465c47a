using Hourglass.Data;
using Hourglass.Sweeps;

namespace Hourglass.Tests.Sweeps;

public sealed class SweepReferenceTests
{
    [Fact]
    public void Dimensions_are_estimated_from_fewer_examples_where_these_are_large()
    {
        Assert.Equal(400, SweepReference.ForDimensions(Zeros(500, DataShape.Row(3)), 400)!.Count);
        Assert.Equal(256, SweepReference.ForDimensions(Zeros(300, new DataShape(1, 256, 256)), 400)!.Count);
    }

    [Fact]
    public void Padding_is_no_data_to_estimate_dimensions_from()
    {
        var series = Zeros(50, new DataShape(1, 4, 2));
        Assert.Equal(50, SweepReference.ForDimensions(series, 400)!.Count);
        Assert.Null(SweepReference.ForDimensions(series.With(new SideData(Lengths: [.. Enumerable.Repeat(3, 50)])), 400));
    }

    private static FloatExamples Zeros(int count, DataShape shape) => new(new float[count * shape.Size], shape);
}
