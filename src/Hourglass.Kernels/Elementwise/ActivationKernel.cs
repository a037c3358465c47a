using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The loops of an activation. Lengths are multiples of 16.</summary>
internal sealed unsafe class ActivationKernel
{
    private readonly delegate*<float*, float*, nint, void> apply;
    private readonly delegate*<float*, float*, nint, void> backward;
    private readonly delegate*<float*, float*, float*, float, float*, float> contract;

    private ActivationKernel(
        bool needsInput,
        delegate*<float*, float*, nint, void> apply,
        delegate*<float*, float*, nint, void> backward,
        delegate*<float*, float*, float*, float, float*, float> contract)
    {
        NeedsInput = needsInput;
        this.apply = apply;
        this.backward = backward;
        this.contract = contract;
    }

    /// <summary>Whether the input has to be kept for <see cref="Backward"/>; else the output.</summary>
    public bool NeedsInput { get; }

    /// <summary>Creates the loops of one activation.</summary>
    public static ActivationKernel Of<TActivation>()
        where TActivation : struct, IActivation => new(TActivation.NeedsInput, &Apply<TActivation>, &Backward<TActivation>, &Contract<TActivation>);

    /// <summary>to = f(from); both may be the same.</summary>
    public void Apply(float* from, float* to, nint length) => apply(from, to, length);

    /// <summary>gradient *= f', from what was kept.</summary>
    public void Backward(float* kept, float* gradient, nint length) => backward(kept, gradient, length);

    /// <summary>The penalty factor * f'^2 on 32 numbers, and its gradient.</summary>
    /// <param name="kept">What was kept of them.</param>
    /// <param name="gradient">Gets added weight * factor * 2 f' f''.</param>
    /// <param name="weights">What each number counts: 32.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="sums">Get added the penalties: 32.</param>
    /// <returns>The sum of weight * f'^2.</returns>
    public float Contract(float* kept, float* gradient, float* weights, float factor, float* sums) => contract(kept, gradient, weights, factor, sums);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TActivation>(float* from, float* to, nint length)
        where TActivation : struct, IActivation
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count) TActivation.Apply(Vector512.Load(from + i)).Store(to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<TActivation>(float* kept, float* gradient, nint length)
        where TActivation : struct, IActivation
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count)
            (Vector512.Load(gradient + i) * TActivation.Slope(Vector512.Load(kept + i))).Store(gradient + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Contract<TActivation>(float* kept, float* gradient, float* weights, float factor, float* sums)
        where TActivation : struct, IActivation
    {
        var total = Vector512<float>.Zero;
        for (nint i = 0; i < Panels.Lanes; i += Vector512<float>.Count)
        {
            var known = Vector512.Load(kept + i);
            var weight = Vector512.Load(weights + i);
            var slope = TActivation.Slope(known);
            (Vector512.Load(sums + i) + (slope * slope * factor)).Store(sums + i);
            (Vector512.Load(gradient + i) + (weight * slope * TActivation.Curvature(known) * (2 * factor))).Store(gradient + i);
            total += weight * slope * slope;
        }

        return Vector512.Sum(total);
    }
}
