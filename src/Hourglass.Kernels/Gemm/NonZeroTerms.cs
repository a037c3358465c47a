using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// The numbers of a data matrix that are not 0 in all lanes of a kernel's vector, and so take part in its products: handwriting fills a fifth of
/// a picture, and a column of a one-hot code one row in several. Omitting a product with 0 changes no bit of a sum of finite numbers.
/// </summary>
internal sealed unsafe class NonZeroTerms
{
    // Above this share of non-zero numbers, a list costs more than it saves.
    private const double WorthListing = 0.9;

    // The count among the 32 rows of a panel, then their indices.
    private const int Entry = Panels.Lanes + 1;
    private readonly int features;
    private readonly int[] ofPanels;
    private readonly int[]? ofColumns;
    private readonly int panels;

    /// <summary>Takes memory.</summary>
    /// <param name="rows">Largest number of rows at a time.</param>
    /// <param name="features">Numbers per row.</param>
    /// <param name="learns">Whether weights are trained from the rows.</param>
    public NonZeroTerms(int rows, int features, bool learns)
    {
        this.features = features;
        panels = Panels.CountFor(rows);
        ofPanels = GC.AllocateArray<int>(panels * (features + 1), pinned: true);
        if (learns) ofColumns = GC.AllocateArray<int>(Groups * panels * Entry, pinned: true);
    }

    private int Groups => (features + Panels.Lanes - 1) / Panels.Lanes;

    /// <summary>Finds the features of each panel that are not 0 in all of its rows.</summary>
    /// <param name="x">The matrix.</param>
    /// <param name="from">The first panel.</param>
    /// <param name="to">One past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(Panels x, int from, int to)
    {
        for (var panel = from; panel < to; panel++)
        {
            var list = Pointer(ofPanels) + (panel * (features + 1));
            var count = 0;
            for (var feature = 0; feature < features; feature++)
            {
                list[1 + count] = feature;
                if (!AreZero(x.At(panel, feature))) count++;
            }

            list[0] = count;
        }
    }

    /// <summary>Finds, for each group of 32 features, the rows of each panel in which not all of these are 0.</summary>
    /// <param name="x">The same matrix row by row.</param>
    /// <param name="from">The first panel.</param>
    /// <param name="to">One past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(RowMatrix x, int from, int to)
    {
        for (var panel = from; panel < to; panel++)
        {
            for (var group = 0; group < Groups; group++)
            {
                var list = Entries(group) + (panel * Entry);
                var count = 0;
                for (var row = 0; row < Panels.Lanes; row++)
                {
                    list[1 + count] = row;
                    if (!AreZero(x.At((panel * Panels.Lanes) + row) + (group * Panels.Lanes))) count++;
                }

                list[0] = count;
            }
        }
    }

    /// <summary>The non-zero features of a panel, for <see cref="TileTask.Terms"/>; null for all.</summary>
    public int* OfPanel(int panel)
    {
        var list = Pointer(ofPanels) + (panel * (features + 1));
        return list[0] < WorthListing * features ? list : null;
    }

    /// <summary>The non-zero rows of the first panels for 32 features, panel by panel, for <see cref="TileTask.Terms"/>; null for all.</summary>
    /// <param name="feature">The first of them.</param>
    /// <param name="panels">Number of panels.</param>
    public int* OfColumns(int feature, int panels)
    {
        var list = Entries(feature / Panels.Lanes);
        var count = 0;
        for (var panel = 0; panel < panels; panel++) count += list[panel * Entry];
        return count < WorthListing * panels * Panels.Lanes ? list : null;
    }

    private static bool AreZero(float* values) =>
        (Vector512.Load(values).AsInt32() | Vector512.Load(values + Vector512<float>.Count).AsInt32()) == Vector512<int>.Zero;

    private static int* Pointer(int[] pinned) => (int*)Unsafe.AsPointer(ref pinned[0]);

    private int* Entries(int group) => Pointer(ofColumns!) + ((nint)group * panels * Entry);
}
