using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Evaluation;
using Hourglass.Evaluation.Disentanglement;

namespace Hourglass.Cli.Commands;

/// <summary><c>evaluate</c>: every metric that fits the model, with its unit in its name.</summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions Protocol = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var data = CommonOptions.Data();
        var split = CommonOptions.Split();
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var command = new DocumentedCommand("evaluate", "Measures a trained model; docs/measures.md defines every figure.", """
            Example: hourglass evaluate runs/vae --data mnist --set nll_samples=500 --json
            """)
        { folder, data, split, seed, set };
        Invocation.SetAction(command, invocation =>
        {
            var settings = new Settings.SettingValues(SettingsReader.Read(null, invocation.Get(set) ?? []), EvaluationParameters.All, "evaluate");
            using var run = LoadedRun.Open(invocation, invocation.Get(folder));
            var source = run.OpenData(invocation.Get(data));
            var chosen = invocation.Get(split);
            var examples = run.Choose(source, chosen);
            var options = EvaluationParameters.Read(settings) with { Seed = (ulong)invocation.Get(seed) };
            var metrics = Evaluator.Evaluate(run.Model, examples, source.Train, options);
            invocation.Output.Say($"{run.Model.Blueprint.Model} in {run.Folder}, {chosen} split of {source.Name}, {examples.Count:N0} examples");
            var result = new JsonObject
            {
                ["run"] = run.Folder,
                ["model"] = run.Model.Blueprint.Model,
                ["data"] = source.Name,
                ["split"] = chosen,
                ["examples"] = examples.Count,
                ["parameters"] = run.Model.ParameterCount,
            };
            if (examples.Side.Factors is { } factors && DisentanglementScores.Fits(factors))
                result["disentanglement"] = JsonSerializer.SerializeToNode(DisentanglementScores.Protocol(factors, Evaluator.Disentangled(options)), Protocol);
            invocation.Output.Figures(result, metrics);
            return 0;
        });
        return command;
    }
}
