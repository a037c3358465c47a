namespace Hourglass.Kernels.Gemm;

/// <summary>The operations of a matrix kernel's second vector, which is of the first's kind, shorter or absent.</summary>
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

    /// <summary>One number in all lanes.</summary>
    static abstract TVector Broadcast(float* from);

    /// <summary>a * b + c with the first numbers of a, rounded once if the machine can.</summary>
    static abstract TVector MultiplyAdd(TFirst a, TVector b, TVector c);
}
