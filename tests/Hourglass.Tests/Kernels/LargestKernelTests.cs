using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Tests.Kernels;

/// <summary>Which numbers of a row are kept as the largest.</summary>
public sealed unsafe class LargestKernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(7, 3)]
    [InlineData(40, 39)]
    [InlineData(40, 40)]
    public void The_largest_are_kept_and_of_equal_ones_the_first(int length, int keep)
    {
        var random = new Random(3);
        var values = new Panels(new AlignedBuffer(Panels.LengthFor(32, length)).Pointer, 32, length);
        var largest = new Panels(new AlignedBuffer(Panels.LengthFor(32, length)).Pointer, 32, length);
        var kept = new Panels(new AlignedBuffer(Panels.LengthFor(32, length)).Pointer, 32, length);
        for (var row = 0; row < 32; row++)
        {
            // Of few different values, so that many are equal; of large and small ones in other rows.
            for (var i = 0; i < length; i++)
                values[row, i] = row % 2 == 0 ? random.Next(-2, 3) : (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-30, 30));
        }

        for (var half = 0; half < Panels.Lanes; half += 16)
            LargestKernel.Keep(values.At(0, 0) + half, largest.At(0, 0) + half, kept.At(0, 0) + half, length, keep);
        for (var row = 0; row < 32; row++)
        {
            var expected = Enumerable.Range(0, length).OrderByDescending(i => values[row, i]).Take(keep).ToHashSet();
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(expected.Contains(i) ? 1 : 0, kept[row, i]);
                Assert.Equal(expected.Contains(i) ? values[row, i] : 0, largest[row, i]);
            }
        }
    }
}
