namespace Hourglass.Kernels.Gemm;

/// <summary>How the rows of b are found.</summary>
internal interface ISteps
{
    /// <summary>Whether they lie where <see cref="TileTask.Table"/> says, and not evenly apart.</summary>
    static abstract bool AreTabled { get; }
}
