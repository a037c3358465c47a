namespace Hourglass.Kernels.Gemm;

/// <summary>How a kernel walks down the rows of b.</summary>
internal unsafe interface ISteps
{
    /// <summary>Row k of b.</summary>
    static abstract float* At(in TileTask task, float* b, int k);
}
