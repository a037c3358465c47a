namespace Hourglass.Kernels;

/// <summary>A matrix row by row, each row padded with zeros to whole groups of 32 numbers.</summary>
/// <param name="data">The first number, aligned to 64 bytes.</param>
/// <param name="rows">Number of valid rows; memory holds whole groups of 32.</param>
/// <param name="features">Numbers per row.</param>
internal readonly unsafe struct RowMatrix(float* data, int rows, int features)
{
    /// <summary>The first number.</summary>
    public float* Data => data;

    /// <summary>Number of valid rows.</summary>
    public int Rows => rows;

    /// <summary>Numbers per row.</summary>
    public int Features => features;

    /// <summary>Stride between rows, in numbers.</summary>
    public nint Stride => StrideFor(features);

    /// <summary>A row.</summary>
    public float* At(int row) => data + (row * Stride);

    /// <summary>Size of a number of rows, in numbers.</summary>
    public static long LengthFor(int rows, int features) => (long)Panels.CountFor(rows) * Panels.Lanes * StrideFor(features);

    /// <summary>Stride between rows, in numbers: an odd number of cache lines, so that a column does not map to one cache set.</summary>
    public static nint StrideFor(int features) => ((features + Panels.Lanes - 1) / Panels.Lanes * Panels.Lanes) + AlignedBuffer.CacheLine;
}
