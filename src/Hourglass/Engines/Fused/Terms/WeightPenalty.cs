using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>rate * ||theta||^2 over some parameters, whose gradient is added to theirs.</summary>
internal sealed unsafe class WeightPenalty(IReadOnlyList<ParameterMemory> parameters, double rate) : Operation, ITermOperation
{
    private readonly double[] norms = new double[parameters.Count];

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <inheritdoc/>
    public double Figure => norms.Sum() * rate;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        for (var i = worker; i < norms.Length; i += workers)
        {
            var values = parameters[i].Values;
            var gradient = parameters[i].Gradient.Pointer;
            var factor = (float)(2 * rate * Weight);
            double norm = 0;
            for (var j = 0; j < parameters[i].Length; j++)
            {
                norm += (double)values[j] * values[j];
                gradient[j] += factor * values[j];
            }

            norms[i] = norm;
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"penalty on {string.Join(", ", parameters.Select(parameter => parameter.Name))}, added to their gradients";
}
