using Hourglass.Files;
using Hourglass.Runs;
using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>One training of a sweep: started, resumed or already complete; then measured once.</summary>
internal sealed class SweepTraining(SweepContext context, SweepPoint point)
{
    /// <summary>Trains and measures; null if it was stopped before its end.</summary>
    public SweepRun? TrainAndMeasure(Action<RunEvent> report, CancellationToken cancellation)
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
        if (run.Failure is not null) return run;
        HeldOutFigures held;
        try
        {
            held = Measured(folder, epochs, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }

        return run with { HeldOut = held.Figures, ExampleNats = held.ExampleNats ?? [], Warnings = held.Warnings ?? [] };
    }

    private void Train(RunFolder folder, Action<RunEvent> report, CancellationToken cancellation)
    {
        if (!folder.Exists)
        {
            RunTraining.Train(new RunRequest(context.Request.Data, context.Request.Model, point.Settings, folder.Path), context.Data,
                report, cancellation);
            return;
        }

        var document = folder.Read();
        var epochs = context.Training(point).Epochs;
        var isDone = document.Stopped is StopReason.Finished or StopReason.EarlyStopped or StopReason.NotFinite && document.Options.Epochs == epochs;
        if (!isDone) RunTraining.Resume(folder.Path, epochs, moved: null, context.Data, report, cancellation);
    }

    private HeldOutFigures Measured(RunFolder folder, int epochs, CancellationToken cancellation)
    {
        var path = Path.Combine(folder.Path, HeldOutFigures.File);
        if (File.Exists(path) && Json.Read<HeldOutFigures>(path) is var known && known.Are(epochs, context.Protocol)) return known;
        var (train, held) = context.Parts(point);
        using var run = Run.Open(folder.Path);
        var figures = HeldOutFigures.Of(run.Model, held, train, epochs, context.Protocol, cancellation);
        Json.Write(path, figures);
        return figures;
    }
}
