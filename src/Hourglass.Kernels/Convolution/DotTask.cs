namespace Hourglass.Kernels.Convolution;

/// <summary>Memory of a tile of dot products. Strides are in numbers, not bytes.</summary>
/// <param name="small">The first position of the first feature map.</param>
/// <param name="large">The position that the taps' offsets are relative to.</param>
/// <param name="offsets">Offset of each tap, relative to that position.</param>
/// <param name="sums">The sums so far.</param>
/// <param name="smallStep">Stride between positions in the small pictures.</param>
/// <param name="largeStep">Stride between positions in the large pictures.</param>
/// <param name="width">Positions in the row.</param>
internal readonly unsafe struct DotTask(float* small, float* large, nint* offsets, float* sums, nint smallStep, nint largeStep, int width)
{
    /// <summary>The first position of the first feature map.</summary>
    public float* Small => small;

    /// <summary>The position that the taps' offsets are relative to.</summary>
    public float* Large => large;

    /// <summary>Offset of each tap, relative to that position.</summary>
    public nint* Offsets => offsets;

    /// <summary>The sums so far.</summary>
    public float* Sums => sums;

    /// <summary>Stride between positions in the small pictures.</summary>
    public nint SmallStep => smallStep;

    /// <summary>Stride between positions in the large pictures.</summary>
    public nint LargeStep => largeStep;

    /// <summary>Positions in the row.</summary>
    public int Width => width;
}
