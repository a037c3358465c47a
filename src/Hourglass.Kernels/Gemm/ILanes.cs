namespace Hourglass.Kernels.Gemm;

/// <summary>The vector operations that matrix kernels need.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface ILanes<TVector> : ISecondLanes<TVector, TVector>
    where TVector : struct
{
    /// <summary>Whether this machine has such vectors.</summary>
    static abstract bool IsSupported { get; }
}
