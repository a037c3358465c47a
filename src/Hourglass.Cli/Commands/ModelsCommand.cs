using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Hourglass.Cli.Commands;

/// <summary><c>models</c>: the catalog, or one model with everything that can be set.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "A model to explain.", Arity = ArgumentArity.ZeroOrOne };
        var cite = new Option<bool>("--cite") { Description = "Print the paper's BibTeX entry." };
        var command = new Command("models", """
            Lists the catalog; with a name, one model's objective, paper and options.

            Example: hourglass models beta-vae
            """)
        { name, cite };
        Invocation.SetAction(command, invocation =>
        {
            if (invocation.Get(name) is not { } id) ListAll(invocation.Output);
            else if (invocation.Get(cite)) Cite(invocation.Output, Catalog.Find(id));
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
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2)).AddColumn();
            foreach (var recipe in family) grid.AddRow($"[green]{recipe.Id}[/]", Markup.Escape(recipe.Summary));
            output.Terminal.Write(grid);
        }

        output.Say("");
        output.Say("'hourglass models NAME' explains one; every model takes --set network=dense or network=conv.");
        output.Result(new JsonObject { ["models"] = new JsonArray([.. Catalog.All.Select(recipe => JsonValue.Create(recipe.Id))]) });
    }

    private static void Cite(Output output, Recipe recipe)
    {
        output.Say(recipe.Paper.ToBibTeX());
        output.Result(new JsonObject { ["model"] = recipe.Id, ["bibtex"] = recipe.Paper.ToBibTeX() });
    }

    private static void Explain(Output output, Recipe recipe)
    {
        output.Terminal.MarkupLine($"[bold]{recipe.Id}[/]  {Markup.Escape(recipe.Summary)}");
        output.Say($"Objective  {recipe.Objective}");
        output.Say($"Paper      {recipe.Paper}");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("--set", "default", "allowed", "meaning");
        foreach (var parameter in recipe.AllParameters)
            table.AddRow(parameter.Name, parameter.DefaultText, parameter.Range, parameter.Meaning).Columns[0].NoWrap();
        output.Terminal.Write(table);
        output.Result(new JsonObject
        {
            ["model"] = recipe.Id,
            ["summary"] = recipe.Summary,
            ["objective"] = recipe.Objective,
            ["paper"] = recipe.Paper.ToString(),
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
