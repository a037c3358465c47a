using System.Text;

namespace Hourglass.Pages;

/// <summary>What the pages' tables are made of.</summary>
public static class MarkdownTable
{
    /// <summary>What stands in a cell that has nothing to say.</summary>
    public const string Nothing = "–";

    /// <summary>Each text once, with semicolons between.</summary>
    public static string Distinct(IEnumerable<string> texts)
    {
        var joined = string.Join("; ", texts.Distinct(StringComparer.Ordinal));
        return joined.Length == 0 ? Nothing : joined;
    }

    /// <summary>A table whose columns are also aligned where Markdown is read as it is.</summary>
    public static void Append(StringBuilder page, IReadOnlyList<string[]> lines)
    {
        int[] widths = [.. lines[0].Select((_, column) => lines.Max(line => line[column].Length))];
        AppendLine(lines[0]);
        AppendLine([.. widths.Select(width => new string('-', width))]);
        foreach (var line in lines.Skip(1)) AppendLine(line);

        void AppendLine(IEnumerable<string> cells) =>
            page.Append("| ").AppendJoin(" | ", cells.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
    }
}
