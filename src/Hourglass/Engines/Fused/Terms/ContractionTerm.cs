using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>rate * ||dz/dx||_F^2 of each row of an encoder with one layer, rate * sum_j f'(a_j)^2 ||W_j||^2; its gradient in a is added to theirs.</summary>
/// <param name="encoded">a.</param>
/// <param name="code">f(a).</param>
/// <param name="activation">f.</param>
/// <param name="weight">W.</param>
/// <param name="size">Numbers of an example, which come first in a row of W.</param>
/// <param name="rate">Nats per unit of the squared norm.</param>
/// <param name="weights">The weights of rows.</param>
/// <param name="batch">The number of examples of a step.</param>
internal sealed unsafe class ContractionTerm(Signal encoded, Signal code, ActivationKernel activation, ParameterMemory weight, int size, double rate,
    RowWeights weights, BatchSize batch) : Operation, ITermOperation
{
    private readonly RowSums sums = new(batch, encoded.Features);
    private readonly double[] slopes = new double[encoded.Features];

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <inheritdoc/>
    public double Figure => sums.Mean();

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var scaled = stackalloc float[Panels.Lanes];
        var kept = activation.NeedsInput ? encoded.Values : code.Values;
        var (first, last) = Share(sums.Blocks, worker, workers);
        for (var block = first; block < last; block++)
        {
            var (from, to) = sums.Features(block);
            var result = sums.Begin(block);
            for (var unit = from; unit < to; unit++)
            {
                var factor = (float)(rate * SquaredNorm(unit));
                slopes[unit] = 0;
                for (var panel = 0; panel < kept.Count; panel++)
                {
                    for (var lane = 0; lane < Panels.Lanes; lane++) scaled[lane] = weights.At(panel)[lane] * (float)Weight;
                    slopes[unit] += activation.Contract(kept.At(panel, unit), encoded.Gradient.At(panel, unit), scaled, factor,
                        result + (panel * Panels.Lanes));
                }
            }
        }
    }

    /// <summary>Adds the gradient in W to the existing one.</summary>
    /// <param name="from">The first unit.</param>
    /// <param name="to">One past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddToWeights(int from, int to)
    {
        for (var unit = from; unit < to; unit++)
        {
            var factor = (float)(2 * rate * slopes[unit]);
            var values = Row(weight.Values, unit);
            var gradient = Row(weight.Gradient.Pointer, unit);
            var i = 0;
            for (; i <= size - Vector512<float>.Count; i += Vector512<float>.Count)
                Vector512.FusedMultiplyAdd(Vector512.Create(factor), Vector512.Load(values + i), Vector512.Load(gradient + i)).Store(gradient + i);
            for (; i < size; i++) gradient[i] += factor * values[i];
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"||d {code.Name} / dx||^2 from {weight.Name}, added to d {encoded.Name}";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SquaredNorm(int unit)
    {
        var values = Row(weight.Values, unit);
        var vectors = Vector512<float>.Zero;
        var i = 0;
        for (; i <= size - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var next = Vector512.Load(values + i);
            vectors = Vector512.FusedMultiplyAdd(next, next, vectors);
        }

        double sum = Vector512.Sum(vectors);
        for (; i < size; i++) sum += (double)values[i] * values[i];
        return sum;
    }

    private float* Row(float* matrix, int unit) => matrix + ((nint)unit * (weight.Length / encoded.Features));
}
