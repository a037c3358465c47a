namespace Hourglass.Kernels.Gemm;

/// <summary>What a matrix kernel needs of one kind of vector.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Whether this machine has such vectors.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>All zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>The numbers at an address.</summary>
    static abstract TVector Load(float* from);

    /// <summary>Writes the numbers to an address.</summary>
    static abstract void Store(TVector vector, float* to);

    /// <summary>One number in all places.</summary>
    static abstract TVector Broadcast(float* from);

    /// <summary>a * b + c, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
