using System.Text.Json.Nodes;
using Hourglass.Cli.Commands;
using Hourglass.Samplers;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>The samplers in the output of <c>models</c>.</summary>
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
        if (kind.Parameters.Count > 0) output.Terminal.Write(ParameterTable.Of([new("", kind.Parameters)]));
        output.Result(Describe(kind));
    }

    /// <summary>The BibTeX entry of a sampler's paper.</summary>
    /// <exception cref="UsageException">It has none.</exception>
    public static void Cite(Output output, SamplerKind kind)
    {
        var entry = kind.Paper?.ToBibTeX()
            ?? throw new UsageException($"The sampler '{What(kind.Name)}' has {Got("no paper of its own")}; " +
                $"cite the model with '{Allowed("models NAME --cite")}'.");
        output.Say(entry);
        output.Result(new JsonObject { ["sampler"] = kind.Name, ["bibtex"] = entry });
    }

    /// <summary>The samplers that fit a model with default options.</summary>
    public static IEnumerable<string> Fitting(Recipe recipe) =>
        SamplerCatalog.Fitting(ModelsCommand.AnyBlueprint(recipe,
            recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal)))).Select(kind => kind.Name);

    private static JsonObject Describe(SamplerKind kind) => new()
    {
        ["sampler"] = kind.Name,
        ["summary"] = kind.Summary,
        ["codes"] = kind.Codes,
        ["paper"] = kind.Paper?.ToString(),
        ["parameters"] = ParameterTable.Result(kind.Parameters),
    };
}
