using Hourglass.Kernels.Gemm;

namespace Hourglass.Native;

/// <summary>Which kernels compute the fused engine's products.</summary>
internal static class KernelChoice
{
    /// <summary>Refuses an environment that names kernels which this machine has not.</summary>
    /// <exception cref="UsageException">It does.</exception>
    public static void Check()
    {
        try
        {
            _ = TileVariants.Current;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
