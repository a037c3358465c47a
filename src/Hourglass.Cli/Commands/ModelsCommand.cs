using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Samplers;
using Spectre.Console;

namespace Hourglass.Cli.Commands;

/// <summary><c>models</c>: the catalog, or one model or sampler with everything that can be set.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "A model or sampler to explain.", Arity = ArgumentArity.ZeroOrOne };
        var cite = new Option<bool>("--cite") { Description = "Print BibTeX entries: the model's paper and those of the parts that --set chooses." };
        var set = CommonOptions.Set();
        var command = new DocumentedCommand("models", "Lists the catalog of models and samplers; with a name, one's objective, paper and options.", """
            Examples:
              hourglass models beta-vae
              hourglass models beta-vae --cite --set optimizer=adamw warmup=10
              hourglass models mixture
            """)
        { name, cite, set };
        Invocation.SetAction(command, invocation =>
        {
            if (invocation.Get(name) is not { } id) ListAll(invocation.Output);
            else if (SamplerCatalog.All.FirstOrDefault(kind => kind.Name == id) is { } sampler) SamplerTables.Explain(invocation.Output, sampler);
            else if (invocation.Get(cite)) Cite(invocation.Output, Catalog.Find(id), SettingsReader.Read(null, invocation.Get(set) ?? []));
            else Explain(invocation.Output, Catalog.Find(id));
            return 0;
        });
        return command;
    }

    private static void ListAll(Output output)
    {
        foreach (var family in Catalog.All.GroupBy(recipe => recipe.Family))
        {
            output.Say("");
            output.Terminal.MarkupLine($"[bold]{family.Key}[/]");
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0)).AddColumn();
            foreach (var recipe in family) grid.AddRow($"[green]{recipe.Id}[/]", Markup.Escape(recipe.Summary));
            output.Terminal.Write(grid);
        }

        SamplerTables.List(output);
        output.Say("");
        output.Say("'hourglass models NAME' explains one, with every option; the network is chosen apart from the model: --set network=conv.");
        output.Result(new JsonObject { ["models"] = new JsonArray([.. Catalog.All.Select(recipe => JsonValue.Create(recipe.Id))]), ["samplers"] = SamplerTables.Result() });
    }

    private static void Cite(Output output, Recipe recipe, Dictionary<string, string> given)
    {
        // Papers do not depend on the data: small labelled pictures stand for any.
        var settings = recipe.Read(given);
        var blueprint = recipe.ToBlueprint(settings, new DataTraits(new DataShape(1, 28, 28), InUnitInterval: true, Classes: 10));
        var entries = Citations.Of(recipe, blueprint, recipe.TrainingOptions.Contains(TrainingParameters.Optimizer) ? TrainingParameters.Read(settings) : null)
            .Select(paper => paper.ToBibTeX())
            .ToArray();
        output.Say(string.Join("\n", entries));
        output.Result(new JsonObject { ["model"] = recipe.Id, ["bibtex"] = string.Join("\n", entries) });
    }

    private static void Explain(Output output, Recipe recipe)
    {
        output.Terminal.MarkupLine($"[bold]{recipe.Id}[/]  {Markup.Escape(recipe.Summary)}");
        output.Say($"Objective  {recipe.Objective}");
        output.Say($"Paper      {recipe.Paper}");
        output.Say($"Networks   {string.Join(", ", recipe.Networks ?? [.. Enum.GetValues<NetworkKind>()]).ToLowerInvariant()}");
        if (recipe.Data != DataDemand.Any) output.Say($"Data       {recipe.Data.ToString().ToLowerInvariant()}");
        string[] samplers = [.. SamplerTables.Fitting(recipe)];
        output.Say($"Samplers   {string.Join(", ", samplers)}");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("--set", "default", "allowed", "meaning");
        foreach (var group in recipe.ParameterGroups.Where(group => group.Parameters.Count > 0))
        {
            table.AddRow($"[bold]{group.Title}[/]", "", "", "");
            foreach (var parameter in group.Parameters)
                table.AddRow(new[] { parameter.Name, parameter.DefaultText, parameter.Range, parameter.Meaning }.Select(Markup.Escape).ToArray());
            table.AddEmptyRow();
        }

        output.Terminal.Write(table);
        output.Result(new JsonObject
        {
            ["model"] = recipe.Id,
            ["summary"] = recipe.Summary,
            ["objective"] = recipe.Objective,
            ["paper"] = recipe.Paper.ToString(),
            ["family"] = recipe.Family.ToString().ToLowerInvariant(),
            ["networks"] = new JsonArray([.. (recipe.Networks ?? [.. Enum.GetValues<NetworkKind>()]).Select(kind => JsonValue.Create(kind.ToString().ToLowerInvariant()))]),
            ["samplers"] = new JsonArray([.. samplers.Select(name => JsonValue.Create(name))]),
            ["parameters"] = new JsonArray([.. recipe.AllParameters.Select(parameter => new JsonObject
            {
                ["name"] = parameter.Name,
                ["default"] = parameter.DefaultText,
                ["range"] = parameter.Range,
                ["meaning"] = parameter.Meaning,
            })]),
        });
    }
}
