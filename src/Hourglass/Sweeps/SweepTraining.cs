using Hourglass.Evaluation;
using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>One training of a sweep: begun, continued, or found done; then measured once.</summary>
internal sealed class SweepTraining(SweepContext context, SweepPoint point)
{
    private const string Figures = "held-out.json";

    // They say how this machine was loaded, not how good the model is.
    private static readonly string[] NotKept = ["samples_per_second", "peak_memory_mb", "wall_seconds"];

    /// <summary>Trains and measures; null when it was stopped before its end.</summary>
    public SweepRun? Run(Action<RunEvent> report, CancellationToken cancellation)
    {
        var folder = context.Folder(point);
        Train(folder, report, cancellation);
        var document = folder.Read();
        if (document.Stopped is null or StopReason.Interrupted) return null;
        var epochs = folder.ReadMetrics().Select(line => line.Epoch).DefaultIfEmpty(0).Last();
        var run = new SweepRun
        {
            Folder = Path.Combine(Sweep.Runs, point.Name),
            Latent = point.Latent,
            Options = context.Label(point),
            Seed = point.Seed,
            Epochs = epochs,
            WallSeconds = document.WallSeconds,
            Failure = document.Stopped == StopReason.NotFinite ? document.Explanation : null,
        };
        return run.Failure is not null ? run : run with { HeldOut = Measured(folder, epochs) };
    }

    private void Train(RunFolder folder, Action<RunEvent> report, CancellationToken cancellation)
    {
        if (!folder.Exists)
        {
            TrainingRun.Start(new RunRequest(context.Request.Data, context.Request.Model, point.Settings, folder.Path), context.Data, context.Fingerprint, report, cancellation);
            return;
        }

        var document = folder.Read();
        var epochs = context.Training(point).Epochs;
        var isDone = document.Stopped is StopReason.Finished or StopReason.EarlyStopped or StopReason.NotFinite && document.Options.Epochs == epochs;
        if (!isDone) TrainingRun.Resume(folder.Path, epochs, context.Data, context.Fingerprint, report, cancellation);
    }

    private IReadOnlyDictionary<string, double> Measured(RunFolder folder, int epochs)
    {
        var path = Path.Combine(folder.Path, Figures);
        if (File.Exists(path) && Json.Read<HeldOutFigures>(path) is var known && known.Epochs == epochs && known.Protocol == context.Protocol) return known.Figures;
        var (train, held) = context.Parts(point);
        using var model = Autoencoder.Load(folder.Path);
        var options = new EvaluationOptions { Seed = 1, NllSamples = context.Protocol.NllSamples };
        var figures = Evaluator.Evaluate(model, held, train.Spread(context.Protocol.MostNeighbours), options)
            .Where(metric => !NotKept.Contains(metric.Name, StringComparer.Ordinal))
            .ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
        Json.Write(path, new HeldOutFigures(Json.Format, epochs, context.Protocol, figures));
        return figures;
    }

    private sealed record HeldOutFigures(int Format, int Epochs, SweepProtocol Protocol, IReadOnlyDictionary<string, double> Figures);
}
