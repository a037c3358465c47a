using BenchmarkDotNet.Attributes;
using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.KernelBench;

/// <summary>The products of a dense layer of 784 inputs and 400 outputs, 128 rows, one thread. Not sealed, since BenchmarkDotNet takes no sealed class.</summary>
public unsafe class DenseBenchmarks
{
    private const int Rows = 128;
    private const int Inputs = 784;
    private const int Outputs = 400;
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly AlignedBuffer weight = Buffers.Random((long)Inputs * Outputs);
    private readonly AlignedBuffer gradient = new((long)Inputs * Outputs);
    private readonly AlignedBuffer bias = Buffers.Random(Outputs);
    private readonly AlignedBuffer biasGradient = new(Outputs);
    private readonly AlignedBuffer x = Buffers.Random(Panels.LengthFor(Rows, Inputs));
    private readonly AlignedBuffer y = Buffers.Random(Panels.LengthFor(Rows, Outputs));
    private readonly AlignedBuffer rows = Buffers.Random(RowMatrix.LengthFor(Rows, Inputs));
    private readonly AlignedBuffer packed = new(DenseKernels.PackedLength(Outputs));
    private readonly Inked inked = new(Rows, Inputs);

    private Panels X => new(x.Pointer, Rows, Inputs);

    private Panels Y => new(y.Pointer, Rows, Outputs);

    private RowMatrix ByRow => new(rows.Pointer, Rows, Inputs);

    /// <summary>y = W x + b.</summary>
    [Benchmark]
    public void Forward() => DenseKernels.Forward(kernels, weight.Pointer, bias.Pointer, X, Y, 0, Outputs);

    /// <summary>The same where it is looked first what is 0 (nothing here).</summary>
    [Benchmark]
    public void ForwardInked() => inked.Forward(kernels, weight.Pointer, bias.Pointer, X, Y);

    /// <summary>dx = W' dy.</summary>
    [Benchmark]
    public void GradientOfInput() => DenseKernels.BackwardInput(kernels, weight.Pointer, Y, X, 0, Inputs, packed.Pointer);

    /// <summary>dW = dy x'.</summary>
    [Benchmark]
    public void GradientOfWeights() => DenseKernels.BackwardWeight(kernels, Y, ByRow, gradient.Pointer, biasGradient.Pointer, 0, Outputs);

    /// <summary>Rows to panels.</summary>
    [Benchmark]
    public void TransposeToPanels() => Transposition.ToPanels(ByRow, X, 0, X.Count);

    /// <summary>Panels to rows.</summary>
    [Benchmark]
    public void TransposeToRows() => Transposition.ToRows(X, ByRow, 0, Inputs);
}
