namespace Hourglass.Kernels.Gemm;

/// <summary>Where a tile of a product c = bias + a b lies. Strides count numbers, not bytes.</summary>
internal unsafe struct TileTask
{
    /// <summary>a[0, 0].</summary>
    public float* A;

    /// <summary>b[0, 0].</summary>
    public float* B;

    /// <summary>c[0, 0].</summary>
    public float* C;

    /// <summary>A number for each row that the sum starts from; null for 0.</summary>
    public float* Bias;

    /// <summary>Whether the sums start from what is in c; only where there is no bias.</summary>
    public bool Adds;

    /// <summary>From a row of a to the next.</summary>
    public nint RowStride;

    /// <summary>From a column of a to the next.</summary>
    public nint ColumnStride;

    /// <summary>From a row of b to the next.</summary>
    public nint BStride;

    /// <summary>From a row of c to the next.</summary>
    public nint CStride;

    /// <summary>From a block of the sum to the next, in a.</summary>
    public nint ABlock;

    /// <summary>From a block of the sum to the next, in b.</summary>
    public nint BBlock;

    /// <summary>Terms of the sum in a block.</summary>
    public int Depth;

    /// <summary>Terms of the sum in the last block, where these are fewer; 0 where it has as many as the others.</summary>
    public int LastDepth;

    /// <summary>For each block of the sum how many of its terms count, then which, <see cref="Depth"/> + 1 numbers a block; null where all do.</summary>
    public int* Terms;

    /// <summary>Blocks of the sum.</summary>
    public int Blocks;
}
