using System.Text.Json.Nodes;
using Hourglass.Settings;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>The options for <c>--set</c>, as a table and as the result.</summary>
internal static class ParameterTable
{
    /// <summary>A table of the non-empty groups, each below its title if it has one.</summary>
    public static Table Of(IEnumerable<ParameterGroup> groups)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("--set", "default", "allowed", "meaning");
        foreach (var group in groups.Where(group => group.Parameters.Count > 0))
        {
            if (table.Rows.Count > 0) table.AddEmptyRow();
            if (group.Title.Length > 0) table.AddRow($"[bold]{Markup.Escape(group.Title)}[/]", "", "", "");
            foreach (var parameter in group.Parameters)
                table.AddRow(new[] { parameter.Name, parameter.DefaultText, parameter.Range, parameter.Meaning }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    /// <summary>Name, default, range and meaning of each.</summary>
    public static JsonArray Result(IEnumerable<Parameter> parameters) => new([.. parameters.Select(parameter => new JsonObject
    {
        ["name"] = parameter.Name,
        ["default"] = parameter.DefaultText,
        ["range"] = parameter.Range,
        ["meaning"] = parameter.Meaning,
    })]);
}
