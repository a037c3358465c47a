using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Engines;
using Hourglass.Preparation;
using Hourglass.Runs;
using Hourglass.Training;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Cli.Commands;

/// <summary><c>train</c>: trains a model of the catalog into a run folder, or continues one.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = CommonOptions.Data(required: false);
        var table = new TableArguments();
        var model = new Option<string?>("--model", "-m") { Description = "Model name; 'models' lists all models.", HelpName = "M" };
        var latent = CommonOptions.Setting("latent");
        var epochs = CommonOptions.Setting("epochs");
        var batch = CommonOptions.Setting("batch");
        var seed = CommonOptions.Setting("seed");
        var engine = CommonOptions.Setting("engine", "NAME");
        var set = CommonOptions.Set();
        var config = new Option<string?>("--config") { Description = "JSON file of options; --set takes precedence.", HelpName = "FILE" };
        var output = CommonOptions.Out("Run folder; must not contain a run or model yet.");
        var resume = new Option<bool>("--resume") { Description = "Continue the run in --out exactly where it stopped, or start it if there is none." };
        var explain = new Option<bool>("--explain-plan") { Description = "Print the operations of one fused engine step before training." };
        var command = new DocumentedCommand("train", "Trains a model. Ctrl-C stops after the current step; --resume continues the run exactly.", """
            Examples:
              hourglass train --data mnist --model vae --latent 2 --epochs 10 --out runs/vae
              hourglass train --data photos/ --model ae --set network=conv channels=[32,64] --latent 64 --out runs/photos
              hourglass train --resume --out runs/vae

            With --resume, options may be repeated but not changed, except that a larger --epochs extends a finished run and --data may give a new location of the same data.
            """)
        { data, CommonOptions.Array, model, latent, epochs, batch, seed, engine, set, config, output, resume, explain };
        table.AddTo(command);
        Invocation.SetAction(command, invocation =>
        {
            var folder = invocation.Get(output);
            var assignments = new[] { CommonOptions.Array, latent, epochs, batch, seed, engine }
                .Where(option => invocation.Has(option))
                .Select(option => $"{option.Name[2..]}={invocation.Get(option)}")
                .Concat(table.Settings(invocation))
                .Concat(invocation.Get(set) ?? []);
            var settings = SettingsReader.Read(invocation.Get(config), assignments);
            return invocation.Get(resume) && Run.Exists(folder)
                ? Resume(invocation, folder, invocation.Get(data), invocation.Get(model), settings, invocation.Get(explain))
                : Start(invocation, Request(invocation.Get(data), invocation.Get(model), settings, folder, invocation.Get(resume)), invocation.Get(resume),
                    invocation.Get(explain));
        });
        return command;
    }

    private static RunRequest Request(string? data, string? model, Dictionary<string, string> settings, string folder, bool resumes)
    {
        var start = resumes ? $"There is no run in '{folder}' to resume; to start one, train" : "train";
        return new RunRequest(
            data ?? throw new UsageException($"{start} needs {What("--data")}, such as {Allowed("--data mnist")}."),
            model ?? throw new UsageException($"{start} needs {What("--model")}, one of " +
                $"{Allowed(string.Join(", ", Catalog.All.Select(recipe => recipe.Id)))}."),
            settings,
            folder);
    }

    private static int Start(Invocation invocation, RunRequest request, bool resumes, bool explain)
    {
        Catalog.Find(request.Model).Read(request.Settings);
        invocation.StartEngine();
        invocation.Output.Say($"Training {request.Model} on {request.Data} into {request.Output}");
        return Finish(invocation, request.Output, explain,
            (report, token) => resumes ? Run.TrainOrResume(request, report, token) : Run.Train(request, report, token));
    }

    private static int Resume(Invocation invocation, string folder, string? data, string? model, Dictionary<string, string> settings, bool explain)
    {
        using var run = Run.Open(folder);
        var document = run.Document!;
        var request = new RunRequest(data ?? document.Data, model ?? document.Model, settings, folder);
        document.RequireSame(folder, request.Model, settings);
        invocation.StartEngine();
        invocation.Output.Say($"Resuming the run in {folder}");
        return Finish(invocation, folder, explain, (report, token) => Run.TrainOrResume(request, report, token));
    }

    private static int Finish(Invocation invocation, string folder, bool explain, Func<Action<RunEvent>, CancellationToken, RunStopped> train)
    {
        var words = invocation.Output.Words;
        IReadOnlyList<Metric> last = [];
        long parameters = 0;
        ScalingKind? scale = null;
        EngineTaken? engine = null;
        List<TrainingWarning> warnings = [];
        List<MessageText> halvings = [];
        var stopped = TrainingView.Show(invocation.Output, report => invocation.Stoppable(token => train(
            happened =>
            {
                if (happened is RunStarted started)
                {
                    parameters = started.Parameters;
                    engine = started.Engine;
                    if (explain) invocation.Output.Say(engine.Plan.Count > 0 ? string.Join("\n", engine.Plan) : $"The engine {engine} has no plan.");
                }

                if (happened is DataRead read) scale = read.Scale;
                if (happened is EpochDone epoch) last = epoch.Train;
                if (happened is LearningRateHalved halved) halvings.Add(halved.Explanation);
                if (happened is TrainingWarned warned) warnings.Add(warned.Warning);
                report(happened);
            },
            token)));
        var result = new JsonObject
        {
            ["run"] = folder,
            ["stopped"] = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{stopped.Reason}"),
            ["parameters"] = parameters,
            ["epochs"] = stopped.Epochs,
            ["engine"] = engine?.ToString(),
            ["scale"] = scale?.ToString().ToLowerInvariant(),
            ["wall_seconds"] = stopped.Seconds,
        };
        foreach (var metric in last) result["train_" + metric.Name] = metric.Value;
        result["halvings"] = new JsonArray([.. halvings.Select(sentence => JsonValue.Create(sentence.ToString(words)))]);
        result["warnings"] = new JsonArray([.. warnings.Select(warning => Describe(warning, words))]);
        foreach (var warning in warnings) invocation.Output.Warn(warning.Text);
        invocation.Output.Result(result);
        if (stopped.Reason == StopReason.NotFinite) throw new HourglassException(stopped.Explanation);
        if (stopped.Reason == StopReason.Interrupted)
            throw new HourglassException($"The run in '{What(folder)}' was {Got("interrupted")}; " +
                $"continue it with: {Allowed(ToolName.Command("train", "--resume", "--out", folder))}");
        invocation.Output.Say($"Saved in {folder}. Next: {ToolName.Command("report", folder)}");
        return 0;
    }

    private static JsonObject Describe(TrainingWarning warning, IVocabulary words) =>
        new() { ["code"] = warning.Code, ["message"] = warning.Message.ToString(words), ["remedy"] = warning.Remedy.ToString(words) };
}
