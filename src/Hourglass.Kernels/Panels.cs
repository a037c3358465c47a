using System.Runtime.Intrinsics;

namespace Hourglass.Kernels;

/// <summary>
/// A matrix [rows, features] laid out as panels of 32 rows: [row / 32][feature][row % 32]. A feature of a panel is a run of 32 consecutive
/// numbers, which kernels hold in two registers of AVX-512. Padding rows of the last panel may take part in the arithmetic; they hold
/// finite numbers, and their gradients are zero.
/// </summary>
/// <param name="data">The first number, aligned to 64 bytes.</param>
/// <param name="rows">Number of valid rows.</param>
/// <param name="features">Numbers per row.</param>
internal readonly unsafe struct Panels(float* data, int rows, int features)
{
    /// <summary>Rows of a panel.</summary>
    public const int Lanes = 32;

    /// <summary>The first number.</summary>
    public float* Data => data;

    /// <summary>Number of valid rows.</summary>
    public int Rows => rows;

    /// <summary>Numbers per row.</summary>
    public int Features => features;

    /// <summary>How many panels there are.</summary>
    public int Count => CountFor(rows);

    /// <summary>Stride between panels, in numbers.</summary>
    public nint Stride => (nint)features * Lanes;

    /// <summary>The feature's 32 numbers in a panel.</summary>
    public float* At(int panel, int feature) => data + (panel * Stride) + ((nint)feature * Lanes);

    /// <summary>One number.</summary>
    public ref float this[int row, int feature] => ref At(row / Lanes, feature)[row % Lanes];

    /// <summary>Copies the 32 numbers of a feature.</summary>
    public static void Copy(float* from, float* to)
    {
        Vector512.Load(from).Store(to);
        Vector512.Load(from + Vector512<float>.Count).Store(to + Vector512<float>.Count);
    }

    /// <summary>Number of panels for a number of rows.</summary>
    public static int CountFor(int rows) => (rows + Lanes - 1) / Lanes;

    /// <summary>Size of panels for a number of rows, in numbers.</summary>
    public static long LengthFor(int rows, int features) => (long)CountFor(rows) * Lanes * features;
}
