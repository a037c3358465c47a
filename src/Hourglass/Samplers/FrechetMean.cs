using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>The point of the Poincare ball with the smallest mean squared distance from some points (H. Karcher, 1977).</summary>
internal static class FrechetMean
{
    /// <summary>
    /// Gradient descent from the origin. Half the squared distance from a point at a distance d curves by 1 towards it and by r coth r across,
    /// with r = sqrt(c) d: in many dimensions the mean of that is far above 2, and a step of the full mean velocity would overshoot more and more
    /// each time. Divided by that mean, no step overshoots.
    /// </summary>
    /// <param name="ball">The ball that contains the points.</param>
    /// <param name="points">[count, n] of 64-bit numbers.</param>
    /// <param name="steps">Maximum number of steps.</param>
    /// <param name="proceed">Called before each step; may throw to stop the search.</param>
    /// <returns>The mean: [1, n].</returns>
    /// <exception cref="HourglassException">It was not found within the steps.</exception>
    public static Tensor Of(PoincareBall ball, Tensor points, int steps, Action proceed)
    {
        const double Tolerance = 1e-9;
        using var search = NewDisposeScope();
        var mean = zeros(1, points.shape[1], points.dtype);
        for (var i = 0; i < steps; i++)
        {
            proceed();
            using var scope = NewDisposeScope();

            // At the mean the velocities to all points are 0 on average.
            var velocity = ball.Log(mean, points).mean([0L], keepdim: true);
            if (velocity.abs().max().item<double>() < Tolerance) return mean.MoveToOuterDisposeScope();
            var r = (ball.Distance(mean, points) * Math.Sqrt(ball.Curvature)).clamp_min(1e-6);
            var next = ball.Exp(mean, velocity / (r / r.tanh()).mean()).MoveToOuterDisposeScope();
            mean.Dispose();
            mean = next;
        }

        throw new HourglassException($"The {What("mean")} of {Got(points.shape[0]):N0} codes in the Poincare ball was not found in {steps:N0} steps, so no " +
            $"distribution can be wrapped around it; use {Allowed("the sampler prior")}.");
    }
}
