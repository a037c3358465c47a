using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>
/// The divergence of each unit's mean activity in a step from a target, where the encoder's output gives the logits; its gradient is added to
/// theirs. Computed in logarithms: exact even if the activity is 0 or 1 in 32 bits.
/// </summary>
internal sealed unsafe class ActivityPenalty(Signal encoded, double rho, RowWeights weights) : Operation, ITermOperation
{
    private readonly double[] units = new double[encoded.Features];

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public double Weight { get; set; } = 1;

    /// <inheritdoc/>
    public double Figure => units.Sum();

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(encoded.Features, worker, workers);
        for (var unit = from; unit < to; unit++)
        {
            var (on, off) = Activities(unit);
            var entropy = (rho * Math.Log(rho)) + ((1 - rho) * Math.Log(1 - rho));
            units[unit] = entropy - (rho * on) - ((1 - rho) * off) + Math.Log(encoded.Rows);
            Differentiate(unit, on, off);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"divergence of the mean activity of {encoded.Name} from {rho}, added to d {encoded.Name}";

    /// <summary>The logarithms of the sums of sigmoid(l) and of sigmoid(-l) over the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double On, double Off) Activities(int unit)
    {
        var (most, least) = (float.NegativeInfinity, float.PositiveInfinity);
        for (var row = 0; row < encoded.Rows; row++)
        {
            var logit = encoded.Values[row, unit];
            (most, least) = (Math.Max(most, logit), Math.Min(least, logit));
        }

        var (on, off) = (-Softplus(-most), -Softplus(least));
        var (onSum, offSum) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var panel = 0; panel < encoded.Values.Count; panel++)
        {
            for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
            {
                var logits = Vector512.Load(encoded.Values.At(panel, unit) + half);
                var counts = Vector512.GreaterThan(Vector512.Load(weights.At(panel) + half), Vector512<float>.Zero);
                onSum += VectorMath.Exp(-VectorMath.Softplus(-logits) - Vector512.Create((float)on)) & counts;
                offSum += VectorMath.Exp(-VectorMath.Softplus(logits) - Vector512.Create((float)off)) & counts;
            }
        }

        return (on + Math.Log(Vector512.Sum(onSum)), off + Math.Log(Vector512.Sum(offSum)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(int unit, double on, double off)
    {
        var (onFactor, offFactor) = ((float)(-rho * Weight), (float)((1 - rho) * Weight));
        for (var panel = 0; panel < encoded.Values.Count; panel++)
        {
            for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
            {
                var logits = Vector512.Load(encoded.Values.At(panel, unit) + half);
                var counts = Vector512.GreaterThan(Vector512.Load(weights.At(panel) + half), Vector512<float>.Zero);
                var (logOn, logOff) = (-VectorMath.Softplus(-logits), -VectorMath.Softplus(logits));
                var up = VectorMath.Exp(logOn - Vector512.Create((float)on)) * VectorMath.Exp(logOff) * onFactor;
                var down = VectorMath.Exp(logOff - Vector512.Create((float)off)) * VectorMath.Exp(logOn) * offFactor;
                var gradient = encoded.Gradient.At(panel, unit) + half;
                (Vector512.Load(gradient) + ((up + down) & counts)).Store(gradient);
            }
        }
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
