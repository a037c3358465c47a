using System.Diagnostics;
using Hourglass.Files;
using Hourglass.Persistence;
using Hourglass.Training;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Runs;

/// <summary>One training session, from start or resumption to stop.</summary>
internal sealed class RunSession : IDisposable
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(15);
    private readonly RunFolder folder;
    private readonly Action<RunEvent>? report;
    private readonly Trainer trainer;
    private long lastCheckpoint = Stopwatch.GetTimestamp();

    /// <summary>Builds model and trainer; nothing is written.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="blueprint">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">How to train.</param>
    /// <param name="report">Receives every event; may be null.</param>
    /// <param name="saved">The file with the run's weights, which the model must fit into; null for a new run.</param>
    public RunSession(RunFolder folder, Blueprint blueprint, PreparedData data, TrainingOptions options, Action<RunEvent>? report,
        OpenSafetensors? saved = null)
    {
        this.folder = folder;
        this.report = report;
        trainer = new Trainer(blueprint, data.Dataset.Train, data.Preparation, options, Receive,
            saved is null ? null : () => ModelFolder.Build(folder.Path, saved, () => blueprint.BuildForTraining(options.Seed)));
    }

    public bool HasHalved => trainer.State.Halvings > 0;

    public int Epoch => trainer.State.Epoch;

    public void Restore(OpenSafetensors checkpoint) => Checkpoint.Load(checkpoint, trainer);

    public void RequireContinues(int epochs) => trainer.RequireContinues(epochs);

    /// <summary>Trains and writes the results.</summary>
    public RunStopped Run(CancellationToken cancellation)
    {
        List<TrainingWarning> warnings = [];
        MetricsLog.KeepFirst(folder.Metrics, trainer.State.Epoch);
        if (LostFigures() is { } lost)
        {
            warnings.Add(lost);
            report?.Invoke(new TrainingWarned(lost));
        }

        var stopped = trainer.Run(cancellation, EpochEnded, Stopping);
        ModelFolder.SaveWeights(folder.Path, trainer.Model);
        var state = trainer.State;
        var document = folder.Read() with
        {
            Stopped = stopped.Reason,
            Explanation = stopped.Explanation,
            WallSeconds = stopped.Seconds,
            EpochsDone = state.Epoch,
            HasTrainedWeights = stopped.Reason == StopReason.NotFinite ? state.BestEpoch > 0 : state.Epoch > 0 || state.Step > 0,
            Warnings = [.. warnings],
        };
        folder.Write(document);
        if (stopped.Reason is StopReason.Finished or StopReason.EarlyStopped) folder.Write(document with { Warnings = [.. warnings, .. trainer.Diagnose()] });
        return stopped;
    }

    public void Dispose()
    {
        trainer.Model.Dispose();
        trainer.Dispose();
    }

    /// <summary>Which metrics are missing for epochs that the checkpoint counts as done; null if none are.</summary>
    private TrainingWarning? LostFigures()
    {
        var kept = MetricsLog.Load(folder.Metrics).Select(line => line.Epoch).ToHashSet();
        int[] lost = [.. Enumerable.Range(1, trainer.State.Epoch).Where(epoch => !kept.Contains(epoch))];
        return lost.Length == 0 ? null : new TrainingWarning(
            "lost-figures",
            $"The file '{folder.Metrics}' lacks {lost.Length} of the {trainer.State.Epoch} epochs that the checkpoint counts as done " +
                $"({(lost.Length == 1 ? $"epoch {lost[0]}" : $"the first is epoch {lost[0]}")}).",
            "The weights are not affected; restore the file from a copy if its curves are needed.");
    }

    private void Receive(RunEvent happened)
    {
        if (happened is EpochDone epoch) MetricsLog.Append(folder.Metrics, epoch);
        if (happened is LearningRateHalved halved) Record(halved);
        if (happened is RunStarted started) folder.Write(folder.Read() with { EngineTaken = started.Engine.Engine });
        report?.Invoke(happened);
    }

    private void Record(LearningRateHalved halved)
    {
        MetricsLog.KeepFirst(folder.Metrics, halved.Epoch);
        var document = folder.Read();
        folder.Write(document with { Halvings = [.. document.Halvings, halved.Explanation] });
    }

    private void Stopping(RunStopped stopped)
    {
        // After a non-finite number there is no state to resume from: an earlier checkpoint is kept.
        if (stopped.Reason != StopReason.NotFinite) Save();
    }

    private void EpochEnded()
    {
        if (Stopwatch.GetElapsedTime(lastCheckpoint) < CheckpointInterval) return;
        Save();
        lastCheckpoint = Stopwatch.GetTimestamp();
    }

    private void Save()
    {
        // Metrics of epochs that a checkpoint counts as done are written to disk before it.
        AtomicFile.Flush(folder.Metrics);
        Checkpoint.Save(folder.Checkpoint, trainer);
    }
}
