using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The two loops of an activation. Lengths are multiples of 16.</summary>
internal sealed unsafe class ActivationKernel
{
    private readonly delegate*<float*, float*, nint, void> apply;
    private readonly delegate*<float*, float*, nint, void> backward;

    private ActivationKernel(bool needsInput, delegate*<float*, float*, nint, void> apply, delegate*<float*, float*, nint, void> backward)
    {
        NeedsInput = needsInput;
        this.apply = apply;
        this.backward = backward;
    }

    /// <summary>Whether the input has to be kept for <see cref="Backward"/>; else the output.</summary>
    public bool NeedsInput { get; }

    /// <summary>Makes the loops of one activation.</summary>
    public static ActivationKernel Of<TActivation>()
        where TActivation : struct, IActivation => new(TActivation.NeedsInput, &Apply<TActivation>, &Backward<TActivation>);

    /// <summary>to = f(from); both may be the same.</summary>
    public void Apply(float* from, float* to, nint length) => apply(from, to, length);

    /// <summary>gradient *= f', from what was kept.</summary>
    public void Backward(float* kept, float* gradient, nint length) => backward(kept, gradient, length);

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
}
