using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Hourglass.Data;

/// <summary>A checksum of cells, which does not depend on how they are packed.</summary>
internal static class TableDigest
{
    private const int Block = 1 << 13;

    /// <summary>The 128-bit XXH3 hashes of some columns, one after the other, each over the cells as 64-bit numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Positions of the columns.</param>
    public static byte[] Of(Table table, IReadOnlyList<int> columns)
    {
        var hashes = new byte[columns.Count][];
        Parallel.For(0, hashes.Length, i =>
        {
            var (hash, cells) = (new XxHash128(), new double[Math.Min(Block, table.Count)]);
            for (var start = 0; start < table.Count; start += Block)
            {
                var part = cells.AsSpan(0, Math.Min(Block, table.Count - start));
                table.ReadColumn(columns[i], start, part);
                // A zero has no sign, and a missing cell is one number that is none.
                for (var j = 0; j < part.Length; j++) part[j] = double.IsNaN(part[j]) ? double.NaN : part[j] + 0.0;
                hash.Append(MemoryMarshal.AsBytes(part));
            }

            hashes[i] = hash.GetCurrentHash();
        });
        return [.. hashes.SelectMany(hash => hash)];
    }
}
