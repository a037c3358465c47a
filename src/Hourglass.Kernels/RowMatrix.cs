namespace Hourglass.Kernels;

/// <summary>A matrix row by row, each row padded with zeros to whole groups of 32 numbers.</summary>
/// <param name="data">The first number, aligned to 64 bytes.</param>
/// <param name="rows">How many rows have a meaning; memory holds whole groups of 32.</param>
/// <param name="features">Numbers a row.</param>
internal readonly unsafe struct RowMatrix(float* data, int rows, int features)
{
    /// <summary>The first number.</summary>
    public float* Data => data;

    /// <summary>How many rows have a meaning.</summary>
    public int Rows => rows;

    /// <summary>Numbers a row.</summary>
    public int Features => features;

    /// <summary>Numbers from one row to the next.</summary>
    public nint Stride => StrideFor(features);

    /// <summary>A row.</summary>
    public float* At(int row) => data + (row * Stride);

    /// <summary>How many numbers so many rows take.</summary>
    public static long LengthFor(int rows, int features) => (long)Panels.CountFor(rows) * Panels.Lanes * StrideFor(features);

    /// <summary>Numbers from one row to the next: an odd number of cache lines, so that a column does not fall into one set of the cache.</summary>
    public static nint StrideFor(int features) => ((features + Panels.Lanes - 1) / Panels.Lanes * Panels.Lanes) + AlignedBuffer.CacheLine;
}
