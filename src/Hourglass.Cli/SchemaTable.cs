using Hourglass.Data;
using Hourglass.Reports;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Hourglass.Cli;

/// <summary>A schema for people: one line per column.</summary>
internal static class SchemaTable
{
    private const int Narrow = 120;

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
            string[] missing = hasMissing ? [ColumnSummary.Missing(column)] : [];
            string[] examples = isNarrow ? [] : [ColumnSummary.Examples(column)];
            string[] cells = [column.Name, ColumnSummary.Kind(column.Kind), ColumnSummary.Values(column), .. missing, .. examples,
                ColumnSummary.Use(column, codes.GetValueOrDefault(column.Name))];
            table.AddRow([.. cells.Select((cell, i) =>
                new Markup(Styled(Markup.Escape(PlainText.Of(cell)), isName: i == 0, isUse: i == cells.Length - 1, column)))]);
        }

        return table;
    }

    private static string Styled(string text, bool isName, bool isUse, ColumnSchema column) => column.Use switch
    {
        ColumnUse.LeftOut => $"[grey]{text}[/]",
        _ when isName => $"[green]{text}[/]",
        ColumnUse.Label or ColumnUse.Condition when isUse => $"[yellow]{text}[/]",
        _ => text,
    };
}
