namespace Hourglass.Kernels.Gemm;

/// <summary>All terms, in order.</summary>
internal readonly struct EveryTerm : ITerms
{
    public static bool AreListed => false;
}
