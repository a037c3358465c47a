using System.Numerics.Tensors;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>The gradient of what all columns read, as the sum of their parts in order.</summary>
internal sealed unsafe class OrderedInputGradient(Signal input, ColumnNetworks networks, int columns) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(input.Values.Count * input.Features, worker, workers);
        var (start, length) = ((nint)from * Panels.Lanes, (to - from) * Panels.Lanes);
        var sum = new Span<float>(input.Gradient.Data + start, length);
        sum.Clear();
        for (var column = 0; column < columns; column++)
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(networks.InputGradientOf(column) + start, length), sum);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} = sum over the columns";
}
