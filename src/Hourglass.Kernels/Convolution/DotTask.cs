namespace Hourglass.Kernels.Convolution;

/// <summary>Where the numbers of a tile of dot products lie. Strides count numbers, not bytes.</summary>
/// <param name="small">The first feature map's first place.</param>
/// <param name="large">The place that the taps' offsets count from.</param>
/// <param name="offsets">Of each tap, from there.</param>
/// <param name="sums">The sums so far.</param>
/// <param name="smallStep">From a place to the next, in the small pictures.</param>
/// <param name="largeStep">From a place to the next, in the large pictures.</param>
/// <param name="width">Places in the row.</param>
internal readonly unsafe struct DotTask(float* small, float* large, nint* offsets, float* sums, nint smallStep, nint largeStep, int width)
{
    /// <summary>The first feature map's first place.</summary>
    public float* Small => small;

    /// <summary>The place that the taps' offsets count from.</summary>
    public float* Large => large;

    /// <summary>Of each tap, from there.</summary>
    public nint* Offsets => offsets;

    /// <summary>The sums so far.</summary>
    public float* Sums => sums;

    /// <summary>From a place to the next, in the small pictures.</summary>
    public nint SmallStep => smallStep;

    /// <summary>From a place to the next, in the large pictures.</summary>
    public nint LargeStep => largeStep;

    /// <summary>Places in the row.</summary>
    public int Width => width;
}
