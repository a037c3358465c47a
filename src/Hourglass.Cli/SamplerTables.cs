using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Samplers;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>What <c>models</c> tells of samplers.</summary>
internal static class SamplerTables
{
    /// <summary>All of them, as a table for people.</summary>
    public static void List(Output output)
    {
        output.Say("");
        output.Terminal.MarkupLine("[bold]Samplers[/]  generate --sampler NAME");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0)).AddColumn().AddColumn();
        foreach (var kind in SamplerCatalog.All) grid.AddRow($"[green]{kind.Name}[/]", Markup.Escape(kind.Summary), Markup.Escape($"codes: {kind.Codes}"));
        output.Terminal.Write(grid);
    }

    /// <summary>All of them, as the result.</summary>
    public static JsonArray Result() => [.. SamplerCatalog.All.Select(Describe)];

    /// <summary>One of them, with its options.</summary>
    public static void Explain(Output output, SamplerKind kind)
    {
        output.Terminal.MarkupLine($"[bold]{kind.Name}[/]  {Markup.Escape(kind.Summary)}");
        output.Say($"Codes      {kind.Codes}");
        if (kind.Paper is { } paper) output.Say($"Paper      {paper}");
        if (kind.Parameters.Count > 0)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("--set", "default", "allowed", "meaning");
            foreach (var parameter in kind.Parameters)
                table.AddRow(new[] { parameter.Name, parameter.DefaultText, parameter.Range, parameter.Meaning }.Select(Markup.Escape).ToArray());
            output.Terminal.Write(table);
        }

        output.Result(Describe(kind));
    }

    /// <summary>The samplers that fit a model of the catalog as its defaults make it.</summary>
    public static IEnumerable<string> Fitting(Recipe recipe)
    {
        // What fits does not hang on the data: small labelled pictures stand for any.
        var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal));
        return SamplerCatalog.Fitting(recipe.ToBlueprint(settings, new DataTraits(new DataShape(1, 28, 28), InUnitInterval: true, Classes: 10))).Select(kind => kind.Name);
    }

    private static JsonObject Describe(SamplerKind kind) => new()
    {
        ["sampler"] = kind.Name,
        ["summary"] = kind.Summary,
        ["codes"] = kind.Codes,
        ["paper"] = kind.Paper?.ToString(),
        ["parameters"] = new JsonArray([.. kind.Parameters.Select(parameter => new JsonObject
        {
            ["name"] = parameter.Name,
            ["default"] = parameter.DefaultText,
            ["range"] = parameter.Range,
            ["meaning"] = parameter.Meaning,
        })]),
    };
}
