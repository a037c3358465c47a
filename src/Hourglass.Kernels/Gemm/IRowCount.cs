namespace Hourglass.Kernels.Gemm;

/// <summary>A row count as a type, for which the compiler generates specialised kernels.</summary>
internal interface IRowCount
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}
