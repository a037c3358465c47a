using System.Globalization;
using Hourglass.Data;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Hourglass.Cli;

/// <summary>A schema for people: one line per column.</summary>
internal static class SchemaTable
{
    private const int Narrow = 120;
    private const int ShownLevels = 4;
    private const int LongestLevel = 24;

    /// <param name="schema">The columns.</param>
    /// <param name="codes">How the cells of columns become numbers, by name.</param>
    /// <param name="width">Characters per line.</param>
    public static Grid Of(TableSchema schema, IReadOnlyDictionary<string, string> codes, int width)
    {
        var isNarrow = width < Narrow;
        var hasMissing = schema.Columns.Any(column => column.Missing > 0);
        var name = new Spectre.Console.TableColumn("column");
        // Names are copied into options: they are wrapped only where they would take the place of all else.
        if (schema.Columns.Max(column => column.Name.Length) <= width / 3) name.NoWrap();
        var table = new Grid().Border(isNarrow ? TableBorder.Simple : TableBorder.Rounded).AddColumn(name).AddColumns("kind", "values");
        if (hasMissing) table.AddColumn(new Spectre.Console.TableColumn("missing").RightAligned());
        if (!isNarrow) table.AddColumn("examples");
        table.AddColumn("use");
        foreach (var column in schema.Columns)
        {
            string[] missing = hasMissing ? [Missing(column)] : [];
            string[] examples = isNarrow ? [] : [Examples(column)];
            string[] cells = [column.Name, Kind(column.Kind), Values(column), .. missing, .. examples, Use(column, codes.GetValueOrDefault(column.Name))];
            table.AddRow([.. cells.Select((cell, i) =>
                new Markup(Styled(Markup.Escape(PlainText.Of(cell)), isName: i == 0, isUse: i == cells.Length - 1, column)))]);
        }

        return table;
    }

    /// <summary>The kind in words.</summary>
    public static string Kind(ColumnKind kind) => kind switch
    {
        ColumnKind.OrderedCategory => "ordered",
        ColumnKind.DateTime => "date, time",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Styled(string text, bool isName, bool isUse, ColumnSchema column) => column.Use switch
    {
        ColumnUse.LeftOut => $"[grey]{text}[/]",
        _ when isName => $"[green]{text}[/]",
        ColumnUse.Label or ColumnUse.Condition when isUse => $"[yellow]{text}[/]",
        _ => text,
    };

    private static string Values(ColumnSchema column)
    {
        if (column.HasLevels) return Levels(column);
        if (column.Kind == ColumnKind.Constant) return Short(column.Levels[0]);
        if (column.Least is not { } least || column.Most is not { } most) return "";
        var range = $"{Value(column, least)} to {Value(column, most)}";
        if (column.Heaped.Count == 0) return range;
        var shown = string.Join(", ", column.Heaped.Take(ShownLevels).Select(value => Value(column, value)));
        return $"{range}; often {shown}{(column.Heaped.Count > ShownLevels ? ", ..." : "")}";
    }

    private static string Levels(ColumnSchema column)
    {
        var isOrdered = column.Kind != ColumnKind.Category;
        int[] shown = [.. Enumerable.Range(0, column.Levels.Count).OrderByDescending(i => isOrdered ? 0 : column.Counts[i]).Take(isOrdered ? 10 : ShownLevels)];
        var text = string.Join(", ", shown.Select(i => $"{Short(column.Levels[i])} ({column.Counts[i].ToString("N0", CultureInfo.InvariantCulture)})"));
        var count = column.Levels.Count.ToString("N0", CultureInfo.InvariantCulture);
        return shown.Length == column.Levels.Count ? text : $"{count} levels: {text}, ...";
    }

    // Six digits are enough to see a range.
    private static string Value(ColumnSchema column, double value) => column.Kind == ColumnKind.Number && column.Decimals is > 6 or null
        ? column.Numbers.Write(value, Math.Clamp(6 - (int)Math.Log10(Math.Abs(value) + 1), 0, 6)) : column.Text(value);

    private static string Missing(ColumnSchema column) => column.Missing switch
    {
        0 => "",
        _ when column.Missing == column.Rows => "all",
        _ when column.MissingShare < 0.001 => column.Missing.ToString("N0", CultureInfo.InvariantCulture),
        _ => $"{(100 * column.MissingShare).ToString(column.MissingShare < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture)} %",
    };

    private static string Examples(ColumnSchema column) => column.HasLevels || column.Kind == ColumnKind.Constant ? ""
        : string.Join(", ", column.Examples.Select(Short));

    private static string Use(ColumnSchema column, string? code)
    {
        var use = column.Use switch { ColumnUse.LeftOut => "left out", var other => other.ToString().ToLowerInvariant() };
        string[] why = [.. new[] { column.Reason, code ?? "" }.Where(part => part.Length > 0)];
        return why.Length == 0 ? use : $"{use}: {string.Join("; ", why)}";
    }

    private static string Short(string text)
    {
        var line = text.Trim().ReplaceLineEndings(" ");
        return line.Length > LongestLevel ? line[..(LongestLevel - 1)] + "…" : line;
    }
}
