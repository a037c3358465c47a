using System.Globalization;
using Hourglass.Data;

namespace Hourglass;

/// <summary>Defaults of options for images and arrays in mapped files.</summary>
internal static class MappedDefaults
{
    // A block is read at once from the disk, and a window stays in memory while its examples are read in random order.
    private const int BlockNumbers = 1 << 22;
    private const int WindowBlocks = 128;

    /// <summary>
    /// The options by name: an order by blocks for examples that one array in memory could not hold. Others keep the order that they have in memory, so that it
    /// does not depend on where they lie.
    /// </summary>
    /// <param name="training">The training examples.</param>
    public static Dictionary<string, string> For(Examples training)
    {
        var size = training.Shape.Size;
        if (!training.IsMapped || (long)training.Count * size <= Array.MaxLength) return [];
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["shuffle_block"] = Math.Max(1, BlockNumbers / size).ToString(CultureInfo.InvariantCulture),
            ["shuffle_window"] = WindowBlocks.ToString(CultureInfo.InvariantCulture),
        };
    }
}
