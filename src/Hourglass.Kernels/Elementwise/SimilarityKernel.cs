using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The loop of a similarity over all pairs of sixteen vectors with others.</summary>
internal sealed unsafe class SimilarityKernel
{
    private readonly delegate*<float*, Panels, float, float*, float*, void> evaluate;

    private SimilarityKernel(delegate*<float*, Panels, float, float*, float*, void> evaluate) => this.evaluate = evaluate;

    /// <summary>Creates the loop of one similarity.</summary>
    public static SimilarityKernel Of<TSimilarity>()
        where TSimilarity : struct, ISimilarity => new(&Evaluate<TSimilarity>);

    /// <summary>Computes the summed similarity of sixteen vectors to all others.</summary>
    /// <param name="vectors">Sixteen lanes of a panel: consecutive features are 32 numbers apart.</param>
    /// <param name="others">The other vectors.</param>
    /// <param name="factor">The factor of the gradient.</param>
    /// <param name="pull">Incremented by factor * d (sum of k) / d vector, laid out as the vectors are.</param>
    /// <param name="sums">Becomes the sum of k over the others: 16 numbers.</param>
    public void Evaluate(float* vectors, Panels others, float factor, float* pull, float* sums) => evaluate(vectors, others, factor, pull, sums);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Evaluate<TSimilarity>(float* vectors, Panels others, float factor, float* pull, float* sums)
        where TSimilarity : struct, ISimilarity
    {
        var (features, total) = (others.Features, Vector512<float>.Zero);
        for (var panel = 0; panel < others.Count; panel++)
        {
            // Summed panel by panel: the difference of such sums is small.
            var sum = Vector512<float>.Zero;
            var count = Math.Min(Panels.Lanes, others.Rows - (panel * Panels.Lanes));
            for (var lane = 0; lane < count; lane++)
            {
                var other = others.At(panel, 0) + lane;
                var squared = Vector512<float>.Zero;
                for (nint at = 0; at < others.Stride; at += Panels.Lanes)
                {
                    var difference = Vector512.Load(vectors + at) - Vector512.Create(other[at]);
                    squared = Vector512.FusedMultiplyAdd(difference, difference, squared);
                }

                sum += TSimilarity.Evaluate(squared, features, out var slope);
                slope *= 2 * factor;
                for (nint at = 0; at < others.Stride; at += Panels.Lanes)
                {
                    var difference = Vector512.Load(vectors + at) - Vector512.Create(other[at]);
                    Vector512.FusedMultiplyAdd(difference, slope, Vector512.Load(pull + at)).Store(pull + at);
                }
            }

            total += sum;
        }

        total.Store(sums);
    }
}
