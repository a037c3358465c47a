using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Runs;
using Hourglass.Samplers;
using Hourglass.Tables;

namespace Hourglass.Cli.Commands;

/// <summary><c>evaluate</c>: every metric that fits the model, with its unit in its name.</summary>
internal static class EvaluateCommand
{
    private const string Generated = "generated";

    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var data = CommonOptions.Data();
        var split = CommonOptions.Split();
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        set.Description = "Evaluation options as key=value, such as nll_samples=500; see docs/measures.md.";
        var sampler = new Option<string?>("--sampler")
        {
            Description = "Sampler for the latent vectors of generated images and rows, as in generate; the prior by default.",
            HelpName = "NAME",
        };
        var command = new DocumentedCommand("evaluate", "Evaluates a trained model; docs/measures.md defines every metric.", """
            Examples:
              hourglass evaluate runs/vae --data mnist --set nll_samples=500 --json
              hourglass evaluate runs/vae --data mnist --set generated=10000 --sampler mixture
              hourglass evaluate runs/people --data people.csv --set label=smoker
            """)
        { folder, data, CommonOptions.Array, CommonOptions.Strict, split, seed, set, sampler };
        Invocation.SetAction(command, invocation =>
        {
            var given = SettingsReader.Read(null, invocation.Get(set) ?? []);
            var ofTables = given.Where(pair => TableFidelityOptions.Parameters.Any(parameter => parameter.Name == pair.Key)).ToDictionary();
            var options = EvaluationOptions.Read(given.Except(ofTables).ToDictionary()) with { Seed = invocation.Seed(seed) };
            var fidelity = TableFidelityOptions.Read(ofTables) with { Seed = options.Seed };
            using var run = invocation.OpenRun(invocation.Get(folder));
            var isTable = run.Model.Preparation.Coding is not null;
            if (!isTable && ofTables.Count > 0)
                throw new UsageException($"{What(ofTables.Keys.First())} applies to tables, and the model in '{run.Folder}' was trained on {Got("other data")}; " +
                    $"{Allowed("omit it")}.");
            var source = invocation.OpenData(run, invocation.Get(data));
            var chosen = invocation.Get(split);
            var examples = ExamplePart.Choose(source, chosen);
            int? made = isTable && !given.ContainsKey(Generated) ? null : options.Generated;
            if (isTable) options = options with { Generated = 0 };
            var (drawn, facts) = invocation.Get(sampler) is { } asked ? Drawn(invocation, asked, run, source, made) : (null, null);
            using var disposed = drawn;
            var report = invocation.Stoppable((progress, token) =>
            {
                if (drawn is not null) options = options with { Sampler = invocation.Get(sampler)!, Generate = Generate };
                return Evaluator.Report(run.Model, examples, source.Train, options, progress, token);

                float[,] Generate(int count, ulong chance) => run.Model.Generate(count, chance,
                    condition: run.Model.ConditionsLike(examples, count, chance), sampler: drawn, cancellation: token);
            });
            var table = isTable ? invocation.Stoppable((progress, token) => new TableEvaluation(
                new TableModel(run.Model).Judge(source.TableOf(examples)!, source.TableOf(source.Train)!, progress, token),
                made == 0 ? null : MadeRows.Of(run, source, made, fidelity, drawn, progress, token))) : null;
            invocation.Output.Say($"{run.Model.Blueprint.Model} in {run.Folder}, {chosen} split of {source.Name}, {examples.Count:N0} examples");
            MessageText[] warnings = [.. report.Warnings, .. table?.Made?.Warnings ?? [],
                .. run.WarningAbout(invocation.Get(data), source) is { } changed ? [changed] : (MessageText[])[]];
            foreach (var warning in warnings) invocation.Output.Warn(warning);
            var result = new JsonObject
            {
                ["run"] = run.Folder,
                ["model"] = run.Model.Blueprint.Model,
                ["data"] = source.Name,
                ["split"] = chosen,
                ["examples"] = examples.Count,
                ["seed"] = options.Seed,
                ["parameters"] = run.Model.ParameterCount,
                ["warnings"] = new JsonArray([.. warnings.Select(warning => JsonValue.Create(warning.ToString(invocation.Output.Words)))]),
                ["protocol"] = report.Protocol,
            };
            if (facts is not null) report.Protocol["sampler_options"] = facts["sampler_options"]?.DeepClone();
            foreach (var (name, values) in report.Lists)
            {
                result[name] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
                invocation.Output.Say($"{name}: {string.Join(" ", values.Select(Output.FormatFigure))}");
            }

            if (facts is not null && isTable) report.Protocol["sampler"] = facts["sampler"]?.DeepClone();
            table?.Tell(invocation.Output, result);
            invocation.Output.Figures(result, table?.Join(report.Metrics) ?? report.Metrics);
            return 0;
        });
        return command;
    }

    /// <summary>The sampler, fitted to what the run was trained on where it is not saved with the run yet: not to other data that it is judged on.</summary>
    private static (FittedSampler? Sampler, JsonObject? Facts) Drawn(Invocation invocation, string name, Run run, Dataset data, int? generated)
    {
        if (generated == 0)
            throw new UsageException($"--sampler {name} applies to generated examples, and {What("generated")} is {Got(0)}; " +
                $"add {Allowed("--set generated=10000")}.");
        return RunSampler.Obtain(invocation, run, name, new Dictionary<string, string>(StringComparer.Ordinal),
            TrainingData.OfRun(run, () => data, isOnlySource: false));
    }
}
