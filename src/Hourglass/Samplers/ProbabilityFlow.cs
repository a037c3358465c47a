using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// The ordinary differential equation dz/da = v(z; a) of noisy rows z = cos(a) x + sin(a) n, where v is the expected velocity cos(a) n - sin(a) x: at
/// each angle, its solutions have the distribution of z. It is solved from noise alone to a = 0 by Heun's method. In these coordinates, those of
/// Salimans and Ho 2022, a solution is exact for N(0, I), and needs fewer steps than in those of Karras et al. 2022 for other standardised rows.
/// </summary>
internal static class ProbabilityFlow
{
    /// <summary>Turns noise into rows: [rows, dimensions].</summary>
    /// <param name="noise">From N(0, I): [rows, dimensions].</param>
    /// <param name="steps">Number of steps, at least 2; the last one takes one velocity, the others two.</param>
    /// <param name="velocity">v: velocities [rows, dimensions] of noisy rows [rows, dimensions], given the level tan(a) [1, 1].</param>
    /// <param name="check">Called before each step; may throw.</param>
    public static Tensor Solve(Tensor noise, int steps, Func<Tensor, Tensor, Tensor> velocity, Action check)
    {
        using var all = NewDisposeScope();
        var angles = NoiseLevels.Angles(steps);
        var state = noise.alias();
        for (var step = 0; step < steps; step++)
        {
            check();
            using var scope = NewDisposeScope();
            var moved = Step(state, angles[step], angles[step + 1]).MoveToOuterDisposeScope();
            state.Dispose();
            state = moved;
        }

        return state.MoveToOuterDisposeScope();

        Tensor Step(Tensor rows, double angle, double next)
        {
            var slope = Velocity(rows, angle);
            var moved = rows + (slope * (next - angle));
            return next == 0 ? moved : rows + ((slope + Velocity(moved, next)) * ((next - angle) / 2));
        }

        Tensor Velocity(Tensor rows, double angle) => velocity(rows, full(1, 1, Math.Tan(angle), dtype: rows.dtype));
    }
}
