using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The loop of a likelihood over features of a panel.</summary>
internal sealed unsafe class LikelihoodKernel
{
    private readonly delegate*<float*, float*, float*, int, float, float*, float*, void> evaluate;
    private readonly float scale;

    private LikelihoodKernel(double scale, delegate*<float*, float*, float*, int, float, float*, float*, void> evaluate)
    {
        this.scale = (float)scale;
        this.evaluate = evaluate;
    }

    /// <summary>Makes the loop of one likelihood.</summary>
    /// <param name="scale">Its one fixed number.</param>
    public static LikelihoodKernel Of<TLikelihood>(double scale = 1)
        where TLikelihood : struct, ILikelihood => new(scale, &Evaluate<TLikelihood>);

    /// <summary>Adds the negative log-likelihoods of some features of a panel to the 32 sums of its rows, and writes the gradients.</summary>
    /// <param name="output">The decoder's output: [features][32].</param>
    /// <param name="target">What it should have given: [features][32].</param>
    /// <param name="gradient">Becomes weight * slope: [features][32]; may be <paramref name="output"/>.</param>
    /// <param name="features">How many.</param>
    /// <param name="weights">The weight of each row's gradient: 32 numbers, 0 for rows without a meaning.</param>
    /// <param name="sums">32 sums.</param>
    public void Evaluate(float* output, float* target, float* gradient, int features, float* weights, float* sums) =>
        evaluate(output, target, gradient, features, scale, weights, sums);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Evaluate<TLikelihood>(float* output, float* target, float* gradient, int features, float scale, float* weights, float* sums)
        where TLikelihood : struct, ILikelihood
    {
        var fixedNumber = Vector512.Create(scale);
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var weight = Vector512.Load(weights + half);
            var sum = Vector512.Load(sums + half);
            for (var i = 0; i < features; i++)
            {
                var at = ((nint)i * Panels.Lanes) + half;
                sum += TLikelihood.Evaluate(Vector512.Load(output + at), Vector512.Load(target + at), fixedNumber, out var slope);
                (slope * weight).Store(gradient + at);
            }

            sum.Store(sums + half);
        }
    }
}
