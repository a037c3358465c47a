namespace Hourglass.Kernels.Gemm;

/// <summary>Which terms of its sums a kernel goes through, as a type for which the compiler makes a kernel of its own.</summary>
internal interface ITerms
{
    /// <summary>Whether they are those of a list.</summary>
    static abstract bool AreListed { get; }
}
