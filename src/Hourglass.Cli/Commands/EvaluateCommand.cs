using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Evaluation;

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
        var command = new Command("evaluate", """
            Measures a trained model; docs/measures.md defines every figure.

            Example: hourglass evaluate runs/vae --data mnist --set nll_samples=500 --json
            """)
        { folder, data, split, seed, set };
        Invocation.SetAction(command, invocation =>
        {
            var settings = new Settings.SettingValues(SettingsReader.Read(null, invocation.Get(set) ?? []), EvaluationParameters.All, "evaluate");
            using var run = LoadedRun.Open(invocation, invocation.Get(folder));
            var source = run.OpenData(invocation.Get(data));
            var chosen = invocation.Get(split);
            var metrics = Evaluator.Evaluate(
                run.Model,
                run.Choose(source, chosen),
                source.Train,
                EvaluationParameters.Read(settings) with { Seed = (ulong)invocation.Get(seed) });
            invocation.Output.Say($"{run.Model.Blueprint.Model} in {run.Folder}, {chosen} split of {source.Name}, {run.Choose(source, chosen).Count:N0} examples");
            invocation.Output.Figures(
                new JsonObject
                {
                    ["run"] = run.Folder,
                    ["model"] = run.Model.Blueprint.Model,
                    ["data"] = source.Name,
                    ["split"] = chosen,
                    ["examples"] = run.Choose(source, chosen).Count,
                    ["parameters"] = run.Model.ParameterCount,
                },
                metrics);
            return 0;
        });
        return command;
    }
}
