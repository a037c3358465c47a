using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Normalization;

namespace Hourglass.Tests.Kernels;

/// <summary>Means and deviations over examples and over features, where they are small beside the numbers.</summary>
public sealed unsafe class MomentsTests
{
    [Theory]
    [InlineData(1, 5, 1, 1)]
    [InlineData(33, 3, 2, 3)]
    [InlineData(64, 70, 5, 4)]
    [InlineData(70, 300, 1, 1)]
    public void They_are_those_in_double_precision(int rows, int channels, int height, int width)
    {
        const int Border = 1;
        var memory = new AlignedBuffer(Planes.LengthFor(rows, channels, height, width, Border));
        var random = new Random(rows);

        // The border, and what fills up the last panel, are finite and count for nothing.
        for (var i = 0; i < memory.Length; i++) memory.Span[i] = 1e4f;
        var x = new Planes(memory.Pointer, rows, channels, height, width, Border);
        (int Row, int Channel, int Y, int X)[] places =
            [.. from row in Enumerable.Range(0, rows) from channel in Enumerable.Range(0, channels) from y in Enumerable.Range(0,
                height) from place in Enumerable.Range(0, width) select (row, channel, y, place)];
        foreach (var (row, channel, y, place) in places) x.At(row / Panels.Lanes, y, place, channel)[row % Panels.Lanes] = 50 + random.NextSingle();

        var (means, variances) = (new double[channels], new double[channels]);
        BatchMoments.Of(x, rows, 0, channels, means, variances);
        foreach (var group in places.GroupBy(place => place.Channel)) Check(group, means[group.Key], variances[group.Key]);

        var mean = new AlignedBuffer(Panels.Lanes);
        var inverses = new AlignedBuffer(Panels.Lanes);
        foreach (var group in places.GroupBy(place => place.Row))
        {
            RowMoments.Of(x, group.Key / Panels.Lanes, 1e-5, mean.Pointer, inverses.Pointer);
            var inverse = (double)inverses.Span[group.Key % Panels.Lanes];
            Check(group, mean.Span[group.Key % Panels.Lanes], (1 / (inverse * inverse)) - 1e-5);
        }

        void Check(IEnumerable<(int Row, int Channel, int Y, int X)> group, double actual, double variance)
        {
            double[] values = [.. group.Select(place => (double)At(place.Row, place.Channel, place.Y, place.X))];
            var expected = values.Average();
            Assert.Equal(expected, actual, 1e-5);
            Assert.Equal(values.Average(value => (value - expected) * (value - expected)), variance, 1e-5);
        }

        float At(int row, int channel, int y, int place) => x.At(row / Panels.Lanes, y, place, channel)[row % Panels.Lanes];
    }
}
