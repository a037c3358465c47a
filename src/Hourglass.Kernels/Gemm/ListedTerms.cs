namespace Hourglass.Kernels.Gemm;

/// <summary>The terms that <see cref="TileTask.Terms"/> lists.</summary>
internal readonly struct ListedTerms : ITerms
{
    public static bool AreListed => true;
}
