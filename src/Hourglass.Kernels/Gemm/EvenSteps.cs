namespace Hourglass.Kernels.Gemm;

/// <summary>Rows of b lie evenly apart: dense layers.</summary>
internal readonly struct EvenSteps : ISteps
{
    /// <inheritdoc/>
    public static bool AreTabled => false;
}
