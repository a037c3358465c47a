using BenchmarkDotNet.Attributes;
using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.KernelBench;

/// <summary>The products of a dense layer of 784 inputs and 400 outputs, on one thread. Not sealed, since BenchmarkDotNet takes no sealed class.</summary>
public unsafe class DenseBenchmarks
{
    private const int MostRows = 128;
    private const int Inputs = 784;
    private const int Outputs = 400;
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly AlignedBuffer weight = Buffers.Random((long)Inputs * Outputs);
    private readonly AlignedBuffer gradient = new((long)Inputs * Outputs);
    private readonly AlignedBuffer bias = Buffers.Random(Outputs);
    private readonly AlignedBuffer biasGradient = new(Outputs);
    private readonly AlignedBuffer x = Buffers.Random(Panels.LengthFor(MostRows, Inputs));
    private readonly AlignedBuffer y = Buffers.Random(Panels.LengthFor(MostRows, Outputs));
    private readonly AlignedBuffer rows = Buffers.Random(RowMatrix.LengthFor(MostRows, Inputs));
    private readonly AlignedBuffer sparseRows = Buffers.Random(RowMatrix.LengthFor(MostRows, Inputs));
    private readonly AlignedBuffer sparse = new(Panels.LengthFor(MostRows, Inputs));
    private NonZeroTerms nonZero = new(MostRows, Inputs, learns: true);

    /// <summary>Rows: whole panels, and one that is filled in part.</summary>
    [Params(20, MostRows)]
    public int Rows { get; set; }

    /// <summary>Makes a third of the inputs 0, in other groups of 32 in other rows.</summary>
    [GlobalSetup]
    public void MakeSparse()
    {
        nonZero = new NonZeroTerms(Rows, Inputs, learns: true);
        for (var row = 0; row < Rows; row++)
        {
            for (var group = row % 3; group < Inputs / Panels.Lanes; group += 3)
                new Span<float>(SparseByRow.At(row) + (group * Panels.Lanes), Panels.Lanes).Clear();
        }

        for (var feature = 0; feature < Inputs; feature += 3)
        {
            for (var row = 0; row < Rows; row++) SparseByRow.At(row)[feature] = 0;
        }

        Transposition.ToPanels(SparseByRow, Sparse, 0, Sparse.Count);
    }

    private Panels X => new(x.Pointer, Rows, Inputs);

    private Panels Y => new(y.Pointer, Rows, Outputs);

    private RowMatrix ByRow => new(rows.Pointer, Rows, Inputs);

    private Panels Sparse => new(sparse.Pointer, Rows, Inputs);

    private RowMatrix SparseByRow => new(sparseRows.Pointer, Rows, Inputs);

    /// <summary>y = W x + b.</summary>
    [Benchmark]
    public void Forward() => DenseKernels.Forward(kernels, weight.Pointer, bias.Pointer, X, Y, 0, Outputs);

    /// <summary>The same where a third of the inputs are 0 in whole panels.</summary>
    [Benchmark]
    public void ForwardOfNonZero()
    {
        nonZero.Find(Sparse, 0, Sparse.Count);
        DenseKernels.Forward(kernels, weight.Pointer, bias.Pointer, Sparse, Y, 0, Outputs, nonZero);
    }

    /// <summary>dx = W' dy.</summary>
    [Benchmark]
    public void GradientOfInput() => DenseKernels.Transposed(kernels, weight.Pointer, null, Y, X, 0, Inputs);

    /// <summary>dW = dy x'.</summary>
    [Benchmark]
    public void GradientOfWeights() => DenseKernels.BackwardWeight(kernels, Y, ByRow, gradient.Pointer, biasGradient.Pointer, 0, Outputs);

    /// <summary>The same where a third of the groups of 32 inputs are 0.</summary>
    [Benchmark]
    public void GradientOfWeightsOfNonZero()
    {
        nonZero.Find(SparseByRow, 0, Sparse.Count);
        DenseKernels.BackwardWeight(kernels, Y, SparseByRow, gradient.Pointer, biasGradient.Pointer, 0, Outputs, nonZero);
    }

    /// <summary>Rows to panels.</summary>
    [Benchmark]
    public void TransposeToPanels() => Transposition.ToPanels(ByRow, X, 0, X.Count);

    /// <summary>Panels to rows.</summary>
    [Benchmark]
    public void TransposeToRows() => Transposition.ToRows(X, ByRow, 0, Inputs);
}
