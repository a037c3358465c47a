using System.Runtime.InteropServices;
using Hourglass.Data;

namespace Hourglass.Reports;

/// <summary>Picture sheets from rows of numbers [count, size].</summary>
public static class Sheets
{
    /// <summary>A decoded grid of a two-dimensional latent space, joined seamlessly.</summary>
    public static PictureSheet Manifold(float[,] rows, DataShape shape, int columns) => PictureSheet.Grid(Flat(rows), shape, columns, gap: 0);

    /// <summary>Pictures row by row.</summary>
    public static PictureSheet Grid(float[,] rows, DataShape shape, int columns) => PictureSheet.Grid(Flat(rows), shape, Math.Min(columns, rows.GetLength(0)));

    /// <summary>Lists of pictures below each other: originals above reconstructions.</summary>
    public static PictureSheet Stack(IReadOnlyList<float[,]> lists, DataShape shape, int columns, PixelRange? range = null) =>
        PictureSheet.Stack([.. lists.Select(list => Flat(list).ToArray())], shape, Math.Min(columns, lists[0].GetLength(0)), range: range);

    private static Span<float> Flat(float[,] rows) => MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length);
}
