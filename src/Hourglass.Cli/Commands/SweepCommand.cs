using System.CommandLine;
using Hourglass.Sweeps;
using Spectre.Console;
using TorchSharp;

namespace Hourglass.Cli.Commands;

/// <summary><c>sweep</c>: how many dimensions a code should have, by trying.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var model = new Option<string>("--model", "-m") { Description = "Model name; 'models' lists all models.", HelpName = "M", Required = true };
        var latent = new Option<string>("--latent")
        {
            Description = "Code sizes: a comma-separated list, 2..64 (doubling) or 2..10:2 (step 2).",
            HelpName = "GRID",
            Required = true,
        };
        var set = CommonOptions.Set();
        set.Description = "Training options as key=value; a value may be a list or a range, and every combination is trained.";
        var seeds = new Option<string>("--seeds")
        {
            Description = "Comma-separated seeds for each combination.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "1",
        };
        var epochs = CommonOptions.Setting("epochs");
        var output = CommonOptions.Out("Sweep folder; an interrupted sweep in it is continued.");
        var command = new DocumentedCommand("sweep", "Trains a model with several code sizes, options and seeds, and recommends a size. After Ctrl-C, the same command continues the sweep.", """
            Examples:
              hourglass sweep --data mnist --model vae --latent 2..64 --epochs 10 --out runs/sizes
              hourglass sweep --data mnist --model beta-vae --latent 4,10 --set beta=1,4,16 --seeds 1,2,3 --epochs 10 --out runs/betas

            Trains as many runs in parallel as there are threads (--threads), each on one thread. Writes sweep.json, sweep.html and one run folder per training run.
            """)
        { data, model, latent, set, seeds, epochs, output };
        Invocation.SetAction(command, invocation =>
        {
            IEnumerable<string> passes = invocation.Get(epochs) is { } given ? [$"epochs={given}"] : [];
            var assignments = SettingsReader.Read(null, [.. passes, .. invocation.Get(set) ?? []]);
            var request = new SweepRequest(
                invocation.Get(data),
                invocation.Get(model),
                SweepGrid.Numbers(invocation.Get(latent), "latent"),
                [.. assignments.Select(pair => KeyValuePair.Create(pair.Key, SweepGrid.Values(pair.Value, pair.Key)))],
                [.. SweepGrid.Numbers(invocation.Get(seeds), "seeds", least: 0).Select(seed => (ulong)seed)],
                invocation.Get(output));
            var points = request.Points();
            invocation.StartEngine();
            var workers = torch.get_num_threads();
            invocation.Output.Say($"{points.Count} training runs of {request.Model} on {request.Data} into {request.Output}, " +
                $"{Math.Min(workers, points.Count)} at a time");
            var sweep = SweepView.Show(invocation.Output, report => invocation.Stoppable(token => Sweep.Run(request, workers, report, token)))
                ?? throw new HourglassException($"The sweep in '{What(request.Output)}' was {Got("interrupted")}; run the same command again to continue it.");
            Tell(invocation.Output, request.Output, sweep);
            return 0;
        });
        return command;
    }

    private static void Tell(Output output, string folder, SweepDocument sweep)
    {
        foreach (var failed in sweep.Runs.Where(run => run.Failure is not null)) output.Warn($"{failed.Folder}: {failed.Failure}");
        var table = new Table().Border(TableBorder.Rounded);
        (string Title, Func<SweepRow, string?> Cell)[] columns =
        [
            ("latent", row => row.Latent.ToString()),
            ("options", row => row.Options.Length > 0 ? row.Options : null),
            (sweep.Figure, row => Output.FormatFigure(row.Figure)),
            ("over seeds", row => row.Deviation is { } deviation ? $"± {Output.FormatFigure(deviation)}" : null),
            ("mse_per_feature", row => sweep.Figure == "mse_per_feature" ? null : Figure(row, "mse_per_feature")),
            ("PCA's mse", row => row.PcaMsePerFeature is { } error ? Output.FormatFigure(error) : null),
            ("knn_accuracy", row => Figure(row, "knn_accuracy")),
            ("probe_accuracy", row => Figure(row, "probe_accuracy")),
            ("active_units", row => Figure(row, "active_units")),
            ("CKA", row => row.CodeSimilarity is { } alike ? Output.FormatFigure(alike) : null),
            ("seconds", row => Output.FormatFigure(row.WallSeconds)),
        ];
        columns = [.. columns.Where(column => sweep.Rows.Any(row => column.Cell(row) is not null))];
        foreach (var column in columns) table.AddColumn(new TableColumn(column.Title).RightAligned());
        foreach (var row in sweep.Rows) table.AddRow([.. columns.Select(column => Markup.Escape(column.Cell(row) ?? ""))]);
        output.Terminal.Write(table);
        if (sweep.IntrinsicDimensions is { } dimensions)
            output.Say($"Intrinsic dimension of the data: {dimensions.TwoNearestNeighbours:F1} from two neighbours, " +
                $"{dimensions.MaximumLikelihood:F1} from {dimensions.Neighbours}");
        output.Say(sweep.Recommendation.Reason);
        output.Say($"Wrote {Path.Combine(folder, SweepDocument.File)} and {Path.Combine(folder, "sweep.html")}");
        var result = sweep.ToJson();
        result["out"] = folder;
        output.Result(result);
    }

    private static string? Figure(SweepRow row, string name) => row.HeldOut.TryGetValue(name, out var value) ? Output.FormatFigure(value) : null;
}
