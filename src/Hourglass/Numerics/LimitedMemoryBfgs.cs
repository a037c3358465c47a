using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>
/// Minimises a smooth convex function of many numbers by L-BFGS (D. C. Liu and J. Nocedal, "On the limited memory BFGS method for large
/// scale optimization", Mathematical Programming 45, 1989) with a backtracking line search (Armijo).
/// </summary>
internal static class LimitedMemoryBfgs
{
    private const int Memory = 10;
    private const int MostHalvings = 40;
    private const double Descent = 1e-4;

    /// <summary>Moves <paramref name="point"/> to a minimum; returns the number of steps.</summary>
    /// <param name="point">The start, in double precision: [numbers]; changed in place.</param>
    /// <param name="function">The value and the gradient [numbers] at a point.</param>
    /// <param name="mostSteps">Maximum number of steps.</param>
    /// <param name="tolerance">The largest entry of the gradient at which to stop.</param>
    public static int Minimise(Tensor point, Func<Tensor, (double Value, Tensor Gradient)> function, int mostSteps, double tolerance)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var pairs = new LinkedList<(Tensor Step, Tensor Change, double Curvature)>();
        var (value, gradient) = function(point);
        for (var taken = 0; taken < mostSteps; taken++)
        {
            using var inner = NewDisposeScope();
            if (gradient.abs().max().item<double>() <= tolerance) return taken;
            var direction = Direction(gradient, pairs);
            var slope = Dot(gradient, direction);
            var length = pairs.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(Dot(gradient, gradient))) : 1.0;
            var (nextValue, nextGradient) = function(point + (direction * length));
            for (var halvings = 0; !(nextValue <= value + (Descent * length * slope)); halvings++)
            {
                // If no step descends, only rounding is left.
                if (halvings == MostHalvings) return taken;
                length /= 2;
                (nextValue, nextGradient) = function(point + (direction * length));
            }

            Remember(pairs, direction * length, nextGradient - gradient);
            point.add_(direction, alpha: length);
            (value, gradient) = (nextValue, nextGradient.MoveToOuterDisposeScope());
        }

        return mostSteps;
    }

    /// <summary>
    /// Minus the gradient times the inverse curvature estimated from the stored steps (J. Nocedal and S. J. Wright, "Numerical optimization", algorithm 7.4).
    /// </summary>
    private static Tensor Direction(Tensor gradient, LinkedList<(Tensor Step, Tensor Change, double Curvature)> pairs)
    {
        var direction = -gradient;
        var shares = new Stack<double>();
        for (var node = pairs.Last; node is not null; node = node.Previous)
        {
            var (step, change, curvature) = node.Value;
            shares.Push(Dot(step, direction) / curvature);
            direction.add_(change, alpha: -shares.Peek());
        }

        if (pairs.Last is { Value: var last }) direction.mul_(last.Curvature / Dot(last.Change, last.Change));
        foreach (var (step, change, curvature) in pairs) direction.add_(step, alpha: shares.Pop() - (Dot(change, direction) / curvature));
        return direction;
    }

    private static void Remember(LinkedList<(Tensor Step, Tensor Change, double Curvature)> pairs, Tensor step, Tensor change)
    {
        var curvature = Dot(step, change);
        if (!(curvature > 1e-12 * Dot(change, change))) return;
        pairs.AddLast((step.MoveToOuterDisposeScope(), change.MoveToOuterDisposeScope(), curvature));
        if (pairs.Count <= Memory) return;
        pairs.First!.Value.Step.Dispose();
        pairs.First.Value.Change.Dispose();
        pairs.RemoveFirst();
    }

    private static double Dot(Tensor a, Tensor b) => a.dot(b).item<double>();
}
