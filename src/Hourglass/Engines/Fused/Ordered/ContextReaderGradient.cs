using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Sparse;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>The gradients of the weights of a <see cref="ContextReader"/>, from the gradient of its sums by row.</summary>
internal sealed unsafe class ContextReaderGradient(
    ShownCells cells, Signal output, ParameterMemory weight, ParameterMemory bias, int network) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * cells.Columns * output.Features;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        // Each worker has units of its own, and rows are added in order.
        var (from, to) = Share(output.Features, worker, workers, AlignedBuffer.CacheLine);
        if (from == to) return;
        var (width, units) = (cells.Numbers, output.Features);
        var table = weight.Gradient.Pointer + ((nint)network * width * units) + from;
        for (var place = 0; place < width; place++) new Span<float>(table + ((nint)place * units), to - from).Clear();
        for (var row = 0; row < output.Rows; row++)
        {
            var chosen = cells.Of(worker, network, row);
            VectorSums.AddGradient(output.ByRow.At(row) + from, to - from, chosen.Places, chosen.Values, chosen.Count, table, units);
        }

        for (var unit = from; unit < to; unit++) bias.Gradient.Pointer[((nint)network * units) + unit] = DenseKernels.Sum(output.Gradient, unit);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {weight.Name} [{network}] = shown cells @ d {output.Name}'";
}
