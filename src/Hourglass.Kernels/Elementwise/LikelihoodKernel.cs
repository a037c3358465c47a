using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The loop of a likelihood over features of a panel.</summary>
internal sealed unsafe class LikelihoodKernel
{
    // The number of factors up to 2 whose product a 32-bit number safely holds.
    private const int FactorsAtOnce = 64;
    private readonly delegate*<float*, float*, float*, int, float, float*, float*, void> evaluate;
    private readonly delegate*<float*, float*, int, float, float*, void> add;
    private readonly float scale;

    private LikelihoodKernel(double scale, delegate*<float*, float*, float*, int, float, float*, float*, void> evaluate, delegate*<float*, float*, int, float,
        float*, void> add)
    {
        this.scale = (float)scale;
        this.evaluate = evaluate;
        this.add = add;
    }

    /// <summary>Creates the loop of one likelihood.</summary>
    /// <param name="scale">Its fixed parameter.</param>
    public static LikelihoodKernel Of<TLikelihood>(double scale = 1)
        where TLikelihood : struct, ILikelihood => new(scale, &Evaluate<TLikelihood>, &Add<TLikelihood>);

    /// <summary>Adds the negative log-likelihoods of some features of a panel to the 32 sums of its rows, and writes the gradients.</summary>
    /// <param name="output">The decoder's output: [features][32].</param>
    /// <param name="target">The target: [features][32].</param>
    /// <param name="gradient">Becomes weight * slope: [features][32]; may be <paramref name="output"/>.</param>
    /// <param name="features">How many.</param>
    /// <param name="weights">The weight of each row's gradient: 32 numbers, 0 for padding rows.</param>
    /// <param name="sums">32 sums.</param>
    public void Evaluate(float* output, float* target, float* gradient, int features, float* weights, float* sums) =>
        evaluate(output, target, gradient, features, scale, weights, sums);

    /// <summary>Adds the negative log-likelihoods of all features of a panel whose rows share one target to the 32 sums of its rows; no gradient.</summary>
    /// <param name="output">The decoder's output: [features][32].</param>
    /// <param name="target">The target of every row: [features].</param>
    /// <param name="features">How many.</param>
    /// <param name="sums">32 sums.</param>
    public void Add(float* output, float* target, int features, float* sums) => add(output, target, features, scale, sums);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TLikelihood>(float* output, float* target, int features, float scale, float* sums)
        where TLikelihood : struct, ILikelihood
    {
        var fixedNumber = Vector512.Create(scale);
        var (left, right) = (Vector512.Load(sums), Vector512.Load(sums + Vector512<float>.Count));
        for (var start = 0; start < features; start += FactorsAtOnce)
        {
            var (leftProduct, rightProduct) = (Vector512<float>.One, Vector512<float>.One);
            var (leftPart, rightPart) = (Vector512<float>.Zero, Vector512<float>.Zero);
            var end = Math.Min(features, start + FactorsAtOnce);
            for (var i = start; i < end; i++)
            {
                var x = Vector512.Create(target[i]);
                var at = output + ((nint)i * Panels.Lanes);
                leftPart += TLikelihood.Evaluate(Vector512.Load(at), x, fixedNumber, ref leftProduct, out _);
                rightPart += TLikelihood.Evaluate(Vector512.Load(at + Vector512<float>.Count), x, fixedNumber, ref rightProduct, out _);
            }

            left += leftPart + VectorMath.Log(leftProduct);
            right += rightPart + VectorMath.Log(rightProduct);
        }

        left.Store(sums);
        right.Store(sums + Vector512<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Evaluate<TLikelihood>(float* output, float* target, float* gradient, int features, float scale, float* weights, float* sums)
        where TLikelihood : struct, ILikelihood
    {
        var fixedNumber = Vector512.Create(scale);
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var weight = Vector512.Load(weights + half);
            var sum = Vector512.Load(sums + half);
            for (var start = 0; start < features; start += FactorsAtOnce)
            {
                var (product, part) = (Vector512<float>.One, Vector512<float>.Zero);
                var end = Math.Min(features, start + FactorsAtOnce);
                for (var i = start; i < end; i++)
                {
                    var at = ((nint)i * Panels.Lanes) + half;
                    part += TLikelihood.Evaluate(Vector512.Load(output + at), Vector512.Load(target + at), fixedNumber, ref product, out var slope);
                    (slope * weight).Store(gradient + at);
                }

                sum += part + VectorMath.Log(product);
            }

            sum.Store(sums + half);
        }
    }
}
