using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Samplers;
using Hourglass.Settings;
using Spectre.Console;

namespace Hourglass.Cli.Commands;

/// <summary><c>models</c>: the catalog, or one model or sampler with everything that can be set.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "Model or sampler to describe.", Arity = ArgumentArity.ZeroOrOne };
        var cite = new Option<bool>("--cite") { Description = "Print BibTeX entries for the model and for the parts selected by --set." };
        var set = CommonOptions.Set();
        var command = new DocumentedCommand("models", "Lists all models and samplers; with NAME, shows its objective, paper and options.", """
            Examples:
              hourglass models beta-vae
              hourglass models beta-vae --cite --set optimizer=adamw warmup=10
              hourglass models mixture
            """)
        { name, cite, set };
        Invocation.SetAction(command, invocation =>
        {
            var (id, isCitation) = (invocation.Get(name), invocation.Get(cite));
            if (isCitation && id is null)
                throw new UsageException($"{What("--cite")} needs a model or sampler name, such as '{Allowed("models vae --cite")}'.");
            if (invocation.Has(set) && !isCitation) throw new UsageException($"{What("--set")} needs {Allowed("--cite")}.");
            if (id is null) ListAll(invocation.Output);
            else if (SamplerCatalog.All.FirstOrDefault(kind => kind.Name == id) is not { } sampler)
                ShowModel(invocation.Output, Catalog.Find(id), isCitation, invocation.Get(set) ?? []);
            else if (invocation.Has(set))
                throw new UsageException($"{What("--set")} applies to models, and '{Got(id)}' is a sampler; {Allowed("omit --set")}.");
            else if (isCitation) SamplerTables.Cite(invocation.Output, sampler);
            else SamplerTables.Explain(invocation.Output, sampler);
            return 0;
        });
        return command;
    }

    /// <summary>The model for data of any kind: what of it does not hang on the data is what small labelled pictures make it.</summary>
    public static Blueprint AnyBlueprint(Recipe recipe, SettingValues settings) =>
        recipe.ToBlueprint(settings, new DataTraits(new DataShape(1, 28, 28), InUnitInterval: true, Classes: 10));

    private static void ShowModel(Output output, Recipe recipe, bool isCitation, string[] set)
    {
        if (isCitation) Cite(output, recipe, SettingsReader.Read(null, set));
        else Explain(output, recipe);
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
        output.Say($"'{ToolName.Text} models NAME' describes a model with all its options. The network is chosen separately: --set network=conv.");
        output.Result(new JsonObject { ["models"] = new JsonArray([.. Catalog.All.Select(recipe => JsonValue.Create(recipe.Id))]), ["samplers"] = SamplerTables.Result() });
    }

    private static void Cite(Output output, Recipe recipe, Dictionary<string, string> given)
    {
        var settings = recipe.Read(given);
        var entries = Citations.Of(recipe, AnyBlueprint(recipe, settings), recipe.ToTrainingOptions(settings))
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
        output.Terminal.Write(ParameterTable.Of(recipe.ParameterGroups));
        output.Result(new JsonObject
        {
            ["model"] = recipe.Id,
            ["summary"] = recipe.Summary,
            ["objective"] = recipe.Objective,
            ["paper"] = recipe.Paper.ToString(),
            ["family"] = recipe.Family.ToString().ToLowerInvariant(),
            ["networks"] = new JsonArray([.. (recipe.Networks ?? [.. Enum.GetValues<NetworkKind>()]).Select(kind => JsonValue.Create(kind.ToString().ToLowerInvariant()))]),
            ["samplers"] = new JsonArray([.. samplers.Select(name => JsonValue.Create(name))]),
            ["parameters"] = ParameterTable.Result(recipe.AllParameters),
        });
    }
}
