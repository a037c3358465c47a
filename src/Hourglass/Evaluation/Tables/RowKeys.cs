using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// The used cells of each row as one number of 64 bits, so that equal rows are found without keeping any. For 10 million rows in each of two tables, two
/// different rows have the same number with a probability below one in 100,000.
/// </summary>
internal static class RowKeys
{
    private const int BlockRows = 1 << 16;

    /// <summary>The keys of all rows; equal for rows with equal cells, a missing one being equal to another.</summary>
    public static ulong[] Of(Table table, WorkControl control)
    {
        var keys = new ulong[table.Count];
        var columns = table.Schema.Columns;
        var blocks = (table.Count + BlockRows - 1) / BlockRows;
        control.ThrowIfCancelled();
        Concurrently.For(blocks, block =>
        {
            control.ThrowIfCancelled();
            var rows = keys.AsSpan(block * BlockRows, Math.Min(BlockRows, table.Count - (block * BlockRows)));
            var cells = new double[rows.Length];
            for (var j = 0; j < columns.Count; j++)
            {
                if (!columns[j].IsUsed) continue;
                table.ReadColumn(j, block * BlockRows, cells);

                // Adding 0 makes the two zeros one.
                for (var i = 0; i < rows.Length; i++)
                    rows[i] = SplitMix64.Derive(rows[i], double.IsNaN(cells[i]) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(cells[i] + 0.0));
            }
        });
        return keys;
    }

    /// <summary>The fraction of these rows whose key is among sorted ones.</summary>
    public static double ShareIn(ulong[] rows, ulong[] sorted) => (double)rows.Count(key => Array.BinarySearch(sorted, key) >= 0) / rows.Length;
}
