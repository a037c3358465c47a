using Hourglass.Kernels.Gemm;

namespace Hourglass.Tests.Kernels;

/// <summary>Products of matrices with any strides, against plain loops.</summary>
public sealed unsafe class StridedProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 16, 4)]
    [InlineData(13, 37, 21)]
    [InlineData(3, 101, 128)]
    [InlineData(5, 4, 0)]
    public void It_is_that_of_plain_loops_for_rows_and_for_columns(int rows, int columns, int terms)
    {
        const int Left = 7;
        foreach (var transposed in (bool[])[false, true])
        {
            var random = new Random(1);
            var (left, right, start) = (Guarded.Numbers((rows + Left) * (long)(terms + Left), random), Guarded.Numbers((columns + Left) * (long)(terms + Left), random),
                Guarded.Numbers(columns, random));
            var result = Guarded.Zeros(rows * (columns + Left));
            var a = transposed ? new StridedMatrix(left.Pointer, rows + Left).Transposed : new StridedMatrix(left.Pointer, terms + Left);
            var b = transposed ? new StridedMatrix(right.Pointer, terms + Left).Transposed : new StridedMatrix(right.Pointer, columns + Left);
            StridedProduct.Multiply(a, b, start.Pointer, new StridedMatrix(result.Pointer, columns + Left), rows, columns, terms);
            Assert.Equal(Guarded.Guard, result.Span[^1]);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    double expected = start.Span[column];
                    for (var term = 0; term < terms; term++) expected += *a.At(row, term) * (double)*b.At(term, column);
                    Assert.Equal(expected, result.Span[(row * (columns + Left)) + column], 1e-4);
                }

                // What lies between the rows is not touched.
                if (row < rows - 1) Assert.Equal(0f, result.Span[(row * (columns + Left)) + columns]);
            }
        }
    }
}
