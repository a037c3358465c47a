using Hourglass.Kernels.Gemm;

namespace Hourglass.Native;

/// <summary>The kernels that compute the fused engine's products.</summary>
internal static class KernelChoice
{
    /// <summary>Rejects an environment variable that names kernels which this machine does not support.</summary>
    /// <exception cref="UsageException">The variable names such kernels.</exception>
    public static void Check()
    {
        try
        {
            _ = TileVariants.Current;
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{What(TileVariants.Variable)} is " +
                $"'{Got(Environment.GetEnvironmentVariable(TileVariants.Variable))}', and this machine has " +
                $"the kernels {Allowed(string.Join(", ", TileVariants.Supported.Select(variant => variant.Name)))}; give one of these or unset it.", e);
        }
    }
}
