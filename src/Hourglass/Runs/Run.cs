using System.Diagnostics;
using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Runs;

/// <summary>Trains into a folder, from the start or from where an earlier sitting stopped.</summary>
public static class Run
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(15);

    /// <summary>Trains a model of the catalog into a new folder.</summary>
    /// <param name="request">What to train, on what, where to.</param>
    /// <param name="report">Told of every event, on the calling thread; null for nobody.</param>
    /// <param name="cancellation">Stops after the current step and leaves a run that can be continued.</param>
    /// <exception cref="UsageException">The request names something unknown or out of range; nothing has been written.</exception>
    /// <exception cref="HourglassException">The data is bad, the folder already holds a run or a saved model, or it cannot be written.</exception>
    public static RunStopped Train(RunRequest request, Action<RunEvent>? report = null, CancellationToken cancellation = default)
    {
        var settings = Catalog.Find(request.Model).Read(request.Settings);
        var folder = new RunFolder(request.Output);
        if (folder.Exists)
            throw new HourglassException($"The folder '{request.Output}' already holds a run of the model '{folder.Read().Model}'; choose another folder, or resume that run.");
        if (ModelFolder.Any(request.Output) is { } file)
            throw new HourglassException($"The folder '{request.Output}' already holds a saved model ('{file}'), and training would write over it; choose another folder.");
        var data = PreparedData.Open(request.Data, settings);
        return Train(request, data, data.Dataset.Fingerprint(), report, cancellation);
    }

    /// <summary>The same on data that is open already, in a folder that holds no run.</summary>
    internal static RunStopped Train(RunRequest request, PreparedData data, string fingerprint, Action<RunEvent>? report, CancellationToken cancellation)
    {
        var recipe = Catalog.Find(request.Model);
        var settings = recipe.Read(request.Settings);
        var folder = new RunFolder(request.Output);
        var blueprint = recipe.ToBlueprint(settings, data.Traits);
        var options = TrainingParameters.Read(settings);
        using var sitting = new Stretch(folder, blueprint, data, options, report);
        ModelFolder.SaveDescription(folder.Path, blueprint, data.Scaling, data.Pictures);
        folder.Write(new RunDocument
        {
            Version = ThisBuild.Version,
            Id = Guid.NewGuid().ToString("N"),
            Model = recipe.Id,
            Data = request.Data,
            DataFingerprint = fingerprint,
            Settings = request.Settings,
            Options = options,
            Machine = ThisBuild.Machine,
            Runtime = ThisBuild.Runtime,
        }.WithSitting(fromEpoch: 0));
        return sitting.Run(cancellation);
    }

    /// <summary>Continues a run exactly where it stopped; with more epochs than before, a finished one goes on.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="epochs">The new number of epochs in all, or null for as many as were asked.</param>
    /// <param name="report">Told of every event; null for nobody.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="UsageException">The new number of epochs would move phases that have begun.</exception>
    /// <exception cref="HourglassException">There is no run, its files are damaged, or the data is not the same.</exception>
    public static RunStopped Resume(string path, int? epochs = null, Action<RunEvent>? report = null, CancellationToken cancellation = default)
    {
        var document = new RunFolder(path).Read();
        var data = PreparedData.Open(document.Data, Catalog.Find(document.Model).Read(document.Settings));
        return Resume(path, epochs, data, data.Dataset.Fingerprint(), report, cancellation);
    }

    /// <summary>The same on data that is open already.</summary>
    internal static RunStopped Resume(string path, int? epochs, PreparedData data, string fingerprint, Action<RunEvent>? report, CancellationToken cancellation)
    {
        var folder = new RunFolder(path);
        var document = folder.Read();
        if (!string.Equals(fingerprint, document.DataFingerprint, StringComparison.Ordinal))
            throw new HourglassException($"The data '{document.Data}' is not what the run in '{path}' was trained on (fingerprint {fingerprint}, then {document.DataFingerprint}); restore that data or start a new run.");
        var options = document.Options with { Epochs = epochs ?? document.Options.Epochs };
        var blueprint = ModelFolder.ReadBlueprint(path);
        using var sitting = new Stretch(folder, blueprint, data, options, report);
        if (File.Exists(folder.Checkpoint)) sitting.Restore();
        sitting.RequireContinues(document.Options.Epochs);
        var goesOn = document with { Options = options, Stopped = null, Explanation = null, Warnings = [], Halvings = sitting.HasHalved ? document.Halvings : [] };
        folder.Write(goesOn.WithSitting(sitting.Epoch));
        return sitting.Run(cancellation);
    }

    /// <summary>One stretch of training, from start or resume to stop.</summary>
    private sealed class Stretch : IDisposable
    {
        private readonly RunFolder folder;
        private readonly Action<RunEvent>? report;
        private readonly Trainer trainer;
        private long lastCheckpoint = Stopwatch.GetTimestamp();

        public Stretch(RunFolder folder, Blueprint blueprint, PreparedData data, TrainingOptions options, Action<RunEvent>? report)
        {
            this.folder = folder;
            this.report = report;
            trainer = new Trainer(blueprint, data.Train, options, Receive);
            trainer.Model.Scaling = data.Scaling;
        }

        public bool HasHalved => trainer.State.Halvings > 0;

        public int Epoch => trainer.State.Epoch;

        public void Restore() => Checkpoint.Load(folder.Checkpoint, trainer);

        public void RequireContinues(int epochs) => trainer.RequireContinues(epochs);

        public RunStopped Run(CancellationToken cancellation)
        {
            MetricsLog.KeepFirst(folder.Metrics, trainer.State.Epoch);
            var stopped = trainer.Run(cancellation, EpochEnded, Stopping);
            ModelFolder.SaveWeights(folder.Path, trainer.Model);
            folder.Write(folder.Read() with { Stopped = stopped.Reason, Explanation = stopped.Explanation, WallSeconds = stopped.Seconds });
            if (stopped.Reason is StopReason.Finished or StopReason.EarlyStopped) folder.Write(folder.Read() with { Warnings = trainer.Diagnose() });
            return stopped;
        }

        public void Dispose()
        {
            trainer.Model.Dispose();
            trainer.Dispose();
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
            // Once a number was not finite there is nothing to go on from: an earlier checkpoint is left as it is.
            if (stopped.Reason != StopReason.NotFinite) Checkpoint.Save(folder.Checkpoint, trainer);
        }

        private void EpochEnded()
        {
            if (Stopwatch.GetElapsedTime(lastCheckpoint) < CheckpointInterval) return;
            Checkpoint.Save(folder.Checkpoint, trainer);
            lastCheckpoint = Stopwatch.GetTimestamp();
        }
    }
}
