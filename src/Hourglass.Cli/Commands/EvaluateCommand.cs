using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Runs;
using Hourglass.Samplers;

namespace Hourglass.Cli.Commands;

/// <summary><c>evaluate</c>: every metric that fits the model, with its unit in its name.</summary>
internal static class EvaluateCommand
{
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
            Description = "Sampler for the latent vectors of generated images, as in generate; the prior by default.",
            HelpName = "NAME",
        };
        var command = new DocumentedCommand("evaluate", "Evaluates a trained model; docs/measures.md defines every metric.", """
            Examples:
              hourglass evaluate runs/vae --data mnist --set nll_samples=500 --json
              hourglass evaluate runs/vae --data mnist --set generated=10000 --sampler mixture
            """)
        { folder, data, CommonOptions.Array, CommonOptions.Strict, split, seed, set, sampler };
        Invocation.SetAction(command, invocation =>
        {
            var settings = EvaluationOptions.Read(SettingsReader.Read(null, invocation.Get(set) ?? []));
            using var run = invocation.OpenRun(invocation.Get(folder));
            var source = invocation.OpenData(run, invocation.Get(data));
            var chosen = invocation.Get(split);
            var examples = ExamplePart.Choose(source, chosen);
            var options = settings with { Seed = invocation.Seed(seed) };
            var (drawn, facts) = invocation.Get(sampler) is { } asked ? Drawn(invocation, asked, run, source, options) : (null, null);
            using var disposed = drawn;
            var report = invocation.Stoppable((progress, token) =>
            {
                if (drawn is not null) options = options with { Sampler = invocation.Get(sampler)!, Generate = Generate };
                return Evaluator.Report(run.Model, examples, source.Train, options, progress, token);

                float[,] Generate(int count, ulong chance) => run.Model.Generate(count, chance,
                    condition: run.Model.ConditionsLike(examples, count, chance), sampler: drawn, cancellation: token);
            });
            invocation.Output.Say($"{run.Model.Blueprint.Model} in {run.Folder}, {chosen} split of {source.Name}, {examples.Count:N0} examples");
            MessageText[] warnings = [.. report.Warnings, .. run.WarningAbout(invocation.Get(data), source) is { } changed ? [changed] : (MessageText[])[]];
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

            var metrics = report.Metrics;
            if (run.Model.Preparation.Coding is not null)
            {
                // Squared errors of coded rows mean nothing to a reader of the table.
                metrics = [.. metrics.Where(metric => !metric.Name.EndsWith("mse_per_feature", StringComparison.Ordinal)
                    && metric.Name is not ("bce_per_feature" or "psnr_db")), .. TableEvaluation.Tell(invocation, run, source, examples, result)];
            }

            invocation.Output.Figures(result, metrics);
            return 0;
        });
        return command;
    }

    /// <summary>The sampler, fitted to what the run was trained on where it is not saved with the run yet: not to other data that it is judged on.</summary>
    private static (FittedSampler? Sampler, JsonObject? Facts) Drawn(Invocation invocation, string name, Run run, Dataset data, EvaluationOptions options)
    {
        if (options.Generated == 0)
            throw new UsageException($"--sampler {name} applies to generated images, and {What("generated")} is {Got(0)}; " +
                $"add {Allowed("--set generated=10000")}.");
        return RunSampler.Obtain(invocation, run, name, new Dictionary<string, string>(StringComparer.Ordinal),
            TrainingData.OfRun(run, () => data, isOnlySource: false));
    }
}
