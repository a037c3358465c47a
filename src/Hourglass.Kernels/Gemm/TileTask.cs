namespace Hourglass.Kernels.Gemm;

/// <summary>Memory of a tile of a product c = bias + a b. Strides are in numbers, not bytes.</summary>
internal unsafe struct TileTask
{
    /// <summary>a[0, 0].</summary>
    public float* A;

    /// <summary>b[0, 0].</summary>
    public float* B;

    /// <summary>c[0, 0].</summary>
    public float* C;

    /// <summary>Initial value of the sum for each row; null for 0.</summary>
    public float* Bias;

    /// <summary>Whether the sums start from c; only without a bias.</summary>
    public bool Adds;

    /// <summary>Stride between rows of a.</summary>
    public nint RowStride;

    /// <summary>Stride between columns of a.</summary>
    public nint ColumnStride;

    /// <summary>Stride between rows of b.</summary>
    public nint BStride;

    /// <summary>Stride between rows of c.</summary>
    public nint CStride;

    /// <summary>Stride between blocks of the sum in a.</summary>
    public nint ABlock;

    /// <summary>Stride between blocks of the sum in b.</summary>
    public nint BBlock;

    /// <summary>Terms per block of the sum.</summary>
    public int Depth;

    /// <summary>Terms of the last block if it is shorter; 0 if it is as long as the others.</summary>
    public int LastDepth;

    /// <summary>
    /// For each block of the sum the number of its selected terms, then their indices, <see cref="Depth"/> + 1 numbers per block; null for all terms.
    /// </summary>
    public int* Terms;

    /// <summary>Blocks of the sum.</summary>
    public int Blocks;
}
