using Hourglass.Kernels.Sparse;

namespace Hourglass.Tests.Kernels;

/// <summary>Products of rows that are mostly zeros, against plain loops.</summary>
public sealed unsafe class SparseProductTests
{
    private const int Rows = 23;
    private const int Width = 40;
    private const int Units = 150;

    [Fact]
    public void Product_and_gradient_are_those_of_plain_loops_whatever_the_threads()
    {
        var random = new Random(1);
        float[] numbers = [.. Enumerable.Range(0, Rows * Width).Select(_ => random.Next(10) switch { < 7 => 0, 8 => 1, _ => random.NextSingle() - 0.5f })];
        var (matrix, slope) = (Guarded.Numbers(Width * Units, random), Guarded.Numbers(Rows * Units, random));
        using var sparse = SparseRows.Of(numbers, Width);
        float[][] results = [.. ((int[])[1, 2]).Select(threads =>
        {
            var (result, gradient) = (Guarded.Zeros(Rows * Units), Guarded.Zeros(Width * Units));
            SparseProduct.Multiply(sparse, matrix.Pointer, Units, result.Pointer, threads);
            SparseProduct.AddGradient(sparse, slope.Pointer, Units, gradient.Pointer, threads);
            Assert.Equal((Guarded.Guard, Guarded.Guard), (result.Span[^1], gradient.Span[^1]));
            return (float[])[.. result.Span[..(Rows * Units)], .. gradient.Span[..(Width * Units)]];
        })];
        Assert.Equal(results[0], results[1]);
        for (var unit = 0; unit < Units; unit++)
        {
            for (var row = 0; row < Rows; row++)
                Assert.Equal(Enumerable.Range(0, Width).Sum(place => numbers[(row * Width) + place] * (double)matrix.Span[(place * Units) + unit]),
                    results[0][(row * Units) + unit], 1e-5);
            for (var place = 0; place < Width; place++)
                Assert.Equal(Enumerable.Range(0, Rows).Sum(row => numbers[(row * Width) + place] * (double)slope.Span[(row * Units) + unit]),
                    results[0][(Rows * Units) + (place * Units) + unit], 1e-5);
        }
    }
}
