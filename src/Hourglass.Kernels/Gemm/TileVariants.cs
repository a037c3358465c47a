using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Gemm;

/// <summary>The kinds of vectors with kernels, fastest first, and the one in use.</summary>
internal static class TileVariants
{
    /// <summary>The environment variable that forces one by name.</summary>
    public const string Variable = "HOURGLASS_KERNELS";

    // Sums, two vectors and a broadcast number: 2 r + 3 of the 32 or 16 registers.
    private static readonly TileVariant[] Known =
    [
        TileVariant.Of<Lanes512, Vector512<float>>(
            "avx512",
            mostRows: 14,
            TileWidth.Of<Lanes512, Vector512<float>, NoLanes<Vector512<float>>, NoVector>(),
            TileWidth.Of<Lanes256, Vector256<float>, NoLanes<Vector256<float>>, NoVector>()),
        TileVariant.Of<Lanes256, Vector256<float>>("avx2", mostRows: 6),
        TileVariant.Of<Lanes128, Vector128<float>>("vector128", mostRows: 6),
        TileVariant.Of<LanesScalar, float>("scalar", mostRows: 6),
    ];

    // Not in a type initializer, which would wrap the exception and hide its message.
    private static readonly Lazy<TileVariant> Chosen = new(() => Choose(Environment.GetEnvironmentVariable(Variable)), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Those that this machine supports.</summary>
    public static IReadOnlyList<TileVariant> Supported { get; } = [.. Known.Where(variant => variant.IsSupported)];

    /// <summary>The one in use: the fastest, unless the environment names another.</summary>
    /// <exception cref="ArgumentException">The environment names one that this machine does not support.</exception>
    public static TileVariant Current => Chosen.Value;

    /// <summary>The variant of this name, or the fastest for none.</summary>
    /// <exception cref="ArgumentException">This machine has no variant of that name.</exception>
    public static TileVariant Choose(string? name)
    {
        if (string.IsNullOrEmpty(name)) return Supported[0];
        return Supported.FirstOrDefault(variant => variant.Name == name)
            ?? throw new ArgumentException($"{Variable} is '{name}', and this machine has the kernels " +
                $"{string.Join(", ", Supported.Select(variant => variant.Name))}; give one of these or unset it.", nameof(name));
    }
}
