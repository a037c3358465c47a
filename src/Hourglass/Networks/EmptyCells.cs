using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The empty cells of coded rows, which have a level of their own in columns of levels.</summary>
internal static class EmptyCells
{
    /// <summary>The same rows with empty cells as unknown ones, whose numbers are 0: [rows, size].</summary>
    /// <param name="rows">[rows, size].</param>
    /// <param name="blocks">The columns.</param>
    public static Tensor AsUnknown(Tensor rows, IReadOnlyCollection<ColumnBlock> blocks)
    {
        if (!blocks.Any(HasEmpty)) return rows;
        var (last, end) = (new List<long>(), 0L);
        foreach (var block in blocks) last.Add((end += block.Width) - 1);
        var hasEmpty = tensor(blocks.Select(block => HasEmpty(block) ? 1f : 0f).ToArray(), dtype: rows.dtype);
        var widths = tensor(blocks.Select(block => (long)block.Width).ToArray());
        return rows * (1 - (rows.index_select(1, tensor(last.ToArray())) * hasEmpty)).repeat_interleave(widths, 1);
    }

    private static bool HasEmpty(ColumnBlock block) => block is LevelsBlock { HasEmpty: true };
}
