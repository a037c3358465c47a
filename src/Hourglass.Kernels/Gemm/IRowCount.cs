namespace Hourglass.Kernels.Gemm;

/// <summary>A number of rows as a type, for which the compiler makes a kernel of its own.</summary>
internal interface IRowCount
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}
