namespace Hourglass.Kernels.Gemm;

/// <summary>The terms of the sums that a kernel computes, as a type for which the compiler generates specialised kernels.</summary>
internal interface ITerms
{
    /// <summary>Whether a list selects them.</summary>
    static abstract bool AreListed { get; }
}
