using System.Numerics.Tensors;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Sparse;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>The first layer of a context network, relu(W' x + b) for the shown cells x of rows: sums of the rows of W, whose inputs are mostly zeros.</summary>
internal sealed unsafe class ContextReader : Operation
{
    private readonly ShownCells cells;
    private readonly Signal output;
    private readonly ParameterMemory weight;
    private readonly ParameterMemory bias;
    private readonly int network;

    /// <summary>Prepares memory.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="output">The result.</param>
    /// <param name="weight">W of all networks: [networks, numbers, units].</param>
    /// <param name="bias">b of all networks: [networks, units].</param>
    /// <param name="network">Which network.</param>
    public ContextReader(ShownCells cells, Signal output, ParameterMemory weight, ParameterMemory bias, int network)
    {
        (this.cells, this.output, this.weight, this.bias, this.network) = (cells, output, weight, bias, network);
        output.WantRows();
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * cells.Columns * output.Features;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(output.Values.Count, worker, workers);
        if (first == last) return;
        var units = output.Features;
        var table = weight.Values + ((nint)network * cells.Numbers * units);
        var start = bias.Values + ((nint)network * units);
        for (var row = first * Panels.Lanes; row < last * Panels.Lanes; row++)
        {
            var sum = output.ByRow.At(row);
            new Span<float>(sum, (int)output.ByRow.Stride).Clear();
            if (row >= output.Rows) continue;
            new ReadOnlySpan<float>(start, units).CopyTo(new Span<float>(sum, units));
            var chosen = cells.Of(worker, network, row);
            VectorSums.Add(table, units, chosen.Places, chosen.Values, chosen.Count, sum, units);
            var span = new Span<float>(sum, units);
            TensorPrimitives.Max(span, 0f, span);
        }

        Transposition.ToPanels(output.ByRow, output.Values, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} = relu({weight.Name} [{network}]' @ shown cells + bias)";
}
