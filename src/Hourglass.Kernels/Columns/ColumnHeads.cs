using Hourglass.Kernels.Gemm;

namespace Hourglass.Kernels.Columns;

/// <summary>The last layers of all columns: the logits of a column's levels from the hidden units of that column.</summary>
/// <param name="units">Hidden units per column.</param>
/// <param name="ends">The end of each column's levels among the outputs.</param>
/// <param name="threads">The most threads.</param>
internal sealed unsafe class ColumnHeads(int units, int[] ends, int threads)
{
    private int Outputs => ends[^1];

    private int Hidden => ends.Length * units;

    /// <summary>Computes logits.</summary>
    /// <param name="hidden">[rows, columns x units].</param>
    /// <param name="weight">[units, outputs].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="logits">Receives [rows, outputs].</param>
    public void Forward(float* hidden, float* weight, float* bias, int rows, float* logits) => ForColumns((column, first, levels) => StridedProduct.Multiply(
        HiddenOf(hidden, column), OutputsOf(weight, first), bias + first, OutputsOf(logits, first), rows, levels, units));

    /// <summary>Computes gradients.</summary>
    /// <param name="hidden">[rows, columns x units].</param>
    /// <param name="weight">[units, outputs].</param>
    /// <param name="slope">The gradient of the logits: [rows, outputs].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="hiddenGradient">Receives [rows, columns x units].</param>
    /// <param name="weightGradient">Receives [units, outputs].</param>
    public void Backward(float* hidden, float* weight, float* slope, int rows, float* hiddenGradient, float* weightGradient) =>
        ForColumns((column, first, levels) =>
        {
            var slopes = OutputsOf(slope, first);
            StridedProduct.Multiply(slopes, OutputsOf(weight, first).Transposed, null, HiddenOf(hiddenGradient, column), rows, units, levels);
            StridedProduct.Multiply(HiddenOf(hidden, column).Transposed, slopes, null, OutputsOf(weightGradient, first), units, levels, rows);
        });

    private StridedMatrix HiddenOf(float* numbers, int column) => new(numbers + (column * units), Hidden);

    private StridedMatrix OutputsOf(float* numbers, int first) => new(numbers + first, Outputs);

    // Each column has numbers of its own, so that no result depends on threads.
    private void ForColumns(Action<int, int, int> work) => Parallel.For(0, ends.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, column =>
    {
        var first = column == 0 ? 0 : ends[column - 1];
        work(column, first, ends[column] - first);
    });
}
