namespace Hourglass.Kernels.Gemm;

/// <summary>Rows of b lie where a table says: convolutions read their neighbourhoods without a copy.</summary>
internal readonly struct TabledSteps : ISteps
{
    /// <inheritdoc/>
    public static bool AreTabled => true;
}
