namespace Hourglass.Kernels.Gemm;

/// <summary>What a matrix kernel needs of the second of its two vectors, which is of the first's kind, shorter or none.</summary>
/// <typeparam name="TFirst">The first vector.</typeparam>
/// <typeparam name="TVector">The second.</typeparam>
internal unsafe interface ISecondLanes<TFirst, TVector>
    where TFirst : struct
    where TVector : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>All zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>The numbers at an address.</summary>
    static abstract TVector Load(float* from);

    /// <summary>Writes the numbers to an address.</summary>
    static abstract void Store(TVector vector, float* to);

    /// <summary>One number in all places.</summary>
    static abstract TVector Broadcast(float* from);

    /// <summary>a * b + c with the first so many numbers of a, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TFirst a, TVector b, TVector c);
}
