using System.Diagnostics;
using Hourglass.Cli.Commands;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Files;
using Hourglass.Pages;
using Hourglass.Runs;
using Hourglass.Training;
using TorchSharp;

namespace Hourglass.Figures;

/// <summary>Trains a row to the stops of a budget and evaluates it there; what is done is not done again.</summary>
/// <param name="row">The row.</param>
/// <param name="repository">Where its result is kept.</param>
/// <param name="runs">The folder of the runs.</param>
internal sealed class RowRun(Row row, FigureTable repository, string runs)
{
    private readonly RunFolder folder = new(Path.Combine(runs, row.Id));

    /// <summary>Whether there is nothing left to do for a budget.</summary>
    public bool IsDone(ReproduceBudget budget) =>
        repository.Result(row) is { } result && row.Stops(budget).Last() is var end && (result.Has(row, end) || result.Last!.Epochs > end);

    /// <summary>
    /// The epochs after which a budget's next point is evaluated, where the points that are stored are of a training that does not lie here, so that
    /// this one starts from the beginning; else null.
    /// </summary>
    public int? FirstPointOfNewTraining(ReproduceBudget budget) => repository.Result(row) is { Last.Epochs: > 0 } result && !folder.Exists
        ? row.Stops(budget).Where(stop => !result.Has(row, stop)).Cast<int?>().FirstOrDefault()
        : null;

    /// <summary>Goes on to the end of a budget, or to the next interruption.</summary>
    /// <param name="budget">How long.</param>
    /// <param name="train">Runs a training with what it reports to and what stops it after the current step. An evaluation cannot be stopped.</param>
    /// <param name="reached">Told of each new point.</param>
    /// <exception cref="HourglassException">Training or evaluation failed, or the folder holds a run of other options.</exception>
    /// <returns>Whether the end was reached.</returns>
    public bool Run(ReproduceBudget budget, Func<Func<Action<RunEvent>, CancellationToken, RunStopped>, RunStopped> train, Action<Point> reached)
    {
        using var claim = Claim();
        foreach (var stop in row.Stops(budget))
        {
            if (repository.Result(row)?.Has(row, stop) == true || IsBeyond(stop)) continue;
            if (!IsTrained(stop) && !Train(stop, train)) return false;
            reached(Evaluate(stop));
        }

        return true;
    }

    /// <summary>The run as it stands; null where nothing has been trained.</summary>
    private RunDocument? Read()
    {
        if (!folder.Exists) return null;
        var document = folder.Read();
        return document.IsOf(row.Model, row.Data, row.Settings)
            ? document
            : throw new HourglassException($"The run in '{folder.Path}' was trained with other options than the row '{row.Id}' has now; " +
                "delete or rename the folder to train it again.");
    }

    private bool IsBeyond(int stop) => stop > 0 && Read() is { } document && document.Options.Epochs > stop;

    private bool IsTrained(int stop) => Read() is { Stopped: StopReason.Finished } document && (stop == 0 || document.Options.Epochs == stop);

    /// <summary>Trains to a stop; false where somebody asked to stop, be it with the last step.</summary>
    private bool Train(int stop, Func<Func<Action<RunEvent>, CancellationToken, RunStopped>, RunStopped> train)
    {
        var isStopping = false;
        var stopped = train((report, cancellation) =>
        {
            var ended = Read() is null
                ? Hourglass.Runs.Run.Train(new RunRequest(row.Data, row.Model, Request(stop), folder.Path), report, cancellation)
                : Hourglass.Runs.Run.Resume(folder.Path, stop == 0 ? null : stop, data: null, report, cancellation);
            isStopping = cancellation.IsCancellationRequested;
            return ended;
        });
        if (stopped.Reason == StopReason.NotFinite) throw new HourglassException(stopped.Explanation);
        return stopped.Reason == StopReason.Finished && !isStopping;
    }

    private Dictionary<string, string> Request(int stop)
    {
        var request = new Dictionary<string, string>(row.Settings, StringComparer.Ordinal);
        if (stop > 0) request[TrainingParameters.Epochs.Name] = $"{stop}";
        return request;
    }

    private Point Evaluate(int stop)
    {
        var options = row.EvaluateAt(stop);
        using (var run = Hourglass.Runs.Run.Open(folder.Path))
        {
            var model = run.Model;
            var data = run.OpenData(row.Data);
            var watch = Stopwatch.StartNew();
            var metrics = row.Figures.Select(figure => figure.Split).Distinct(StringComparer.Ordinal).ToDictionary(split => split,
                split => Metrics(model, data, split, options), StringComparer.Ordinal);
            var document = Read()!;
            var point = new Point
            {
                Epochs = stop,
                Evaluate = options,
                Metrics = metrics[row.Figure.Split],
                Further = metrics.Count == 1
                    ? null
                    : metrics.Where(pair => pair.Key != row.Figure.Split).ToDictionary(pair => pair.Key,
                    IReadOnlyDictionary<string, double> (pair) => pair.Value, StringComparer.Ordinal),
                Seconds = document.WallSeconds,
                EvaluationSeconds = watch.Elapsed.TotalSeconds,
                Training = new PointTraining
                {
                    Run = document.Id,
                    Version = document.Version,
                    Versions = [.. document.Sessions.Select(session => session.Version).Append(ThisBuild.Version).Prepend(document.Version).Distinct()],
                    Machine = Machine.Describe(),
                    Runtime = document.Runtime,
                    Randomness = document.Randomness,
                    Threads = torch.get_num_threads(),
                    Engine = document.EngineTaken?.ToString().ToLowerInvariant() ?? "unknown",
                },
            };
            foreach (var figure in row.Figures) _ = row.Value(figure, point);
            Store(document, point, Meaning.Of(document, model.Blueprint, data, model.Preparation.Scaled(data.Train)));
            return point;
        }
    }

    private Dictionary<string, double> Metrics(Autoencoder model, Dataset data, string split, IReadOnlyDictionary<string, string> asked)
    {
        var options = EvaluationOptions.Read(asked);
        var metrics = Evaluator.Evaluate(model, split == "train" ? data.Train : data.Test, row.Neighbours ? data.Train : null, options)
            .ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
        metrics["parameters"] = model.ParameterCount;
        return metrics;
    }

    private void Store(RunDocument document, Point point, Meaning meaning) => repository.Store(row, stored => new RowResult
    {
        Model = row.Model,
        Data = row.Data,
        Settings = row.Settings,
        Seed = document.Options.Seed,
        Engine = point.Training!.Engine,
        Version = document.Version,
        Machine = point.Training.Machine,
        Runtime = document.Runtime,
        Run = document.Id,
        Meaning = meaning,
        Points = stored?.MarkedPoints ?? [],
    }.With(point));

    /// <summary>Keeps a second process from training into the same folder.</summary>
    private FileClaim Claim() => FileClaim.Take(
        folder.Path + ".lock",
        cause => $"The row '{row.Id}' cannot be trained in '{folder.Path}' ({cause}): another {repository.Command} may be at it; " +
            "wait for it, or choose another --out.");
}
