using System.Text;
using System.Text.Json.Nodes;
using Hourglass.Cli;
using Hourglass.Pages;
using Spectre.Console;

namespace Hourglass.SpeedBench;

/// <summary>A table of results.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Note">How; one or two sentences.</param>
/// <param name="Columns">The heads.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
internal sealed record BenchTable(string Title, string Note, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>Shows it to a person.</summary>
    public void Show(Output output)
    {
        output.Say($"{Title}. {Note}");
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Columns) table.AddColumn(column.EscapeMarkup());
        foreach (var row in Rows) table.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
        output.Terminal.Write(table);
    }

    /// <summary>Appends it to a page.</summary>
    public void AppendTo(StringBuilder page)
    {
        page.Append($"\n## {Title}\n\n{Note}\n\n");
        MarkdownTable.Append(page, [[.. Columns], .. Rows]);
    }

    /// <summary>The table for programs: each row as an object.</summary>
    public JsonObject ToJson() => new()
    {
        ["title"] = Title,
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonObject(Columns.Zip(row,
            (column, cell) => KeyValuePair.Create<string, JsonNode?>(column, cell))))]),
    };
}
