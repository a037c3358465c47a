using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Kernels.Columns;

/// <summary>
/// A mixture of Gaussian or Student t modes for a scaled value; a cell that is not known adds nothing. The outputs are, for several modes, their logits; then their
/// locations, counted from the center in the unit of the mode; then what gives their deviations, least + unit log2(1 + exp(output)).
/// </summary>
internal sealed unsafe class DensityKernel : ColumnKernel
{
    private readonly float[] centers;
    private readonly float[] units;
    private readonly float least;
    private readonly float freedom;
    private readonly float constant;

    /// <param name="centers">The center of each mode.</param>
    /// <param name="units">The unit of each mode.</param>
    /// <param name="least">The least deviation.</param>
    /// <param name="freedom">Degrees of freedom; null for Gaussian modes.</param>
    /// <param name="constant">The log-density of a mode of deviation 1 at its location.</param>
    /// <param name="width">Numbers of the column in a row: the value, whether it is known, and others.</param>
    public DensityKernel(double[] centers, double[] units, double least, int? freedom, double constant, int width)
        : base(centers.Length == 1 ? 2 : 3 * centers.Length, width)
    {
        this.centers = Array.ConvertAll(centers, center => (float)center);
        this.units = Array.ConvertAll(units, unit => (float)unit);
        (this.least, this.freedom, this.constant) = ((float)least, freedom ?? 0, (float)constant);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Evaluate<TTargets>(float* output, float* target, float* gradient, float* weights, float* sums)
    {
        var logits = centers.Length == 1 ? 0 : centers.Length;
        var logs = stackalloc float[centers.Length * Vector512<float>.Count];
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var (value, known) = (TTargets.Load(target, 0, half), TTargets.Load(target, 1, half));
            var (most, mostLogit) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NegativeInfinity));
            for (var k = 0; k < centers.Length; k++)
            {
                var log = LogOf(k, At(output, logits + k, half), At(output, logits + centers.Length + k, half), value);
                if (logits > 0)
                {
                    var logit = At(output, k, half);
                    mostLogit = Vector512.Max(mostLogit, logit);
                    log += logit;
                }

                log.Store(logs + (k * Vector512<float>.Count));
                most = Vector512.Max(most, log);
            }

            var (total, totalOfLogits) = (Vector512<float>.One, Vector512<float>.One);
            var cost = -most;
            if (logits > 0)
            {
                (total, totalOfLogits) = (Vector512<float>.Zero, Vector512<float>.Zero);
                for (var k = 0; k < centers.Length; k++)
                {
                    total += VectorMath.Exp(Vector512.Load(logs + (k * Vector512<float>.Count)) - most);
                    totalOfLogits += VectorMath.Exp(At(output, k, half) - mostLogit);
                }

                cost += mostLogit + VectorMath.Log(totalOfLogits) - VectorMath.Log(total);
            }

            (Vector512.Load(sums + half) + (cost * known)).Store(sums + half);
            if (gradient is null) continue;
            var weight = Vector512.Load(weights + half) * known;
            for (var k = 0; k < centers.Length; k++)
            {
                var own = weight;
                if (logits > 0)
                {
                    own = weight * VectorMath.Exp(Vector512.Load(logs + (k * Vector512<float>.Count)) - most) / total;
                    ((weight * VectorMath.Exp(At(output, k, half) - mostLogit) / totalOfLogits) - own).Store(gradient + Place(k, half));
                }

                Slopes(k, At(output, logits + k, half), At(output, logits + centers.Length + k, half), value, out var ofLocation, out var ofDeviation);
                (own * ofLocation).Store(gradient + Place(logits + k, half));
                (own * ofDeviation).Store(gradient + Place(logits + centers.Length + k, half));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> LogOf(int mode, Vector512<float> location, Vector512<float> spread, Vector512<float> value)
    {
        var deviation = DeviationOf(mode, spread);
        var residual = (value - Vector512.FusedMultiplyAdd(location, Vector512.Create(units[mode]), Vector512.Create(centers[mode]))) / deviation;
        var square = residual * residual;
        var log = Vector512.Create(constant) - VectorMath.Log(deviation);
        return freedom == 0 ? log - (square * 0.5f) : log - (VectorMath.Log(Vector512<float>.One + (square * (1 / freedom))) * (0.5f * (freedom + 1)));
    }

    /// <summary>The slopes of -log p of a mode in its two outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Slopes(int mode, Vector512<float> location, Vector512<float> spread, Vector512<float> value, out Vector512<float> ofLocation,
        out Vector512<float> ofDeviation)
    {
        var deviation = DeviationOf(mode, spread);
        var residual = (value - Vector512.FusedMultiplyAdd(location, Vector512.Create(units[mode]), Vector512.Create(centers[mode]))) / deviation;
        var square = residual * residual;
        var pull = freedom == 0 ? Vector512<float>.One : Vector512.Create(freedom + 1) / (Vector512.Create(freedom) + square);
        ofLocation = -(pull * residual / deviation * units[mode]);
        ofDeviation = (Vector512<float>.One - (pull * square)) / deviation * VectorMath.Sigmoid(spread) * UnitOfSpread(mode);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> DeviationOf(int mode, Vector512<float> spread) => Vector512.Create(least) + (VectorMath.Softplus(spread) * UnitOfSpread(mode));

    private float UnitOfSpread(int mode) => units[mode] * 1.44269504088896341f;

    private static Vector512<float> At(float* numbers, int at, int half) => Vector512.Load(numbers + Place(at, half));

    private static nint Place(int at, int half) => ((nint)at * Panels.Lanes) + half;
}
