using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Kernels.Columns;

/// <summary>A softmax over the levels of a column; a cell without a level adds nothing.</summary>
/// <param name="levels">Number of levels.</param>
/// <param name="first">Numbers of the column in a row before the levels.</param>
internal sealed unsafe class LevelsKernel(int levels, int first) : ColumnKernel(levels, first + levels)
{
    private readonly int levels = levels;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Evaluate<TTargets>(float* output, float* target, float* gradient, float* weights, float* sums)
    {
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var most = Vector512.Load(output + half);
            for (var level = 1; level < levels; level++) most = Vector512.Max(most, Vector512.Load(output + ((nint)level * Panels.Lanes) + half));
            var (sum, known, cost) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var level = 0; level < levels; level++)
            {
                var at = ((nint)level * Panels.Lanes) + half;
                var above = Vector512.Load(output + at) - most;
                var power = VectorMath.Exp(above);
                var isLevel = TTargets.Load(target, first + level, half);
                sum += power;
                known += isLevel;
                cost -= isLevel * above;
                if (gradient is not null) power.Store(gradient + at);
            }

            (Vector512.Load(sums + half) + cost + (known * VectorMath.Log(sum))).Store(sums + half);
            if (gradient is null) continue;
            var weight = Vector512.Load(weights + half);
            var share = weight * known / sum;
            for (var level = 0; level < levels; level++)
            {
                var at = ((nint)level * Panels.Lanes) + half;
                ((Vector512.Load(gradient + at) * share) - (weight * TTargets.Load(target, first + level, half))).Store(gradient + at);
            }
        }
    }
}
