using Hourglass.Engines.Fused.Layers;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>|KL - C| of a batch: the KL's gradient has the sign of the difference.</summary>
internal sealed class CapacityWeight(GaussianDraw draw) : Operation, ITermOperation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <summary>C in the current step.</summary>
    public double Capacity { get; set; }

    /// <inheritdoc/>
    public double Figure => Math.Abs(draw.Figure - Capacity);

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        if (worker == 0) draw.Weight = Weight * Math.Sign(draw.Figure - Capacity);
    }

    /// <inheritdoc/>
    public override string Describe() => "sign of KL - C";
}
