using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Persistence;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass.Runs;

/// <summary>Starts and resumes runs.</summary>
internal static class RunTraining
{
    public static RunStopped Train(RunRequest request, Action<RunEvent>? report, CancellationToken cancellation)
    {
        var recipe = Catalog.Find(request.Model);
        var settings = recipe.Read(request.Settings);
        ResultPath.RequireApart(request.Output, request.Data);
        RequireFree(request.Output);
        var data = PreparedData.Open(request.Data, settings, demand: shape => DemandSize(recipe, settings, shape), report: report,
            cancellation: cancellation);
        report?.Invoke(data.Read);
        return Train(request, data, report, cancellation);
    }

    /// <summary>The same on data that is already open.</summary>
    public static RunStopped Train(RunRequest request, PreparedData data, Action<RunEvent>? report, CancellationToken cancellation)
    {
        ResultPath.RequireNamed(request.Output);
        var recipe = Catalog.Find(request.Model);
        var settings = data.Completed(recipe.Read(request.Settings));
        var folder = new RunFolder(request.Output);
        var blueprint = recipe.ToBlueprint(settings, data.Traits);
        var options = TrainingParameters.Read(settings);
        using var session = new RunSession(folder, blueprint, data, options, report);
        folder.RequireUnclaimed();
        using var claim = folder.Claim();
        RequireFree(request.Output, isClaimed: true);

        // The run's own file is written first: everything missing after it can be recreated from its contents.
        folder.Write(new RunDocument
        {
            Version = ThisBuild.Version,
            Id = Guid.NewGuid().ToString("N"),
            Model = recipe.Id,
            Data = request.Data,
            DataFingerprint = data.Fingerprint,
            Settings = request.Settings,
            Options = options,
            Machine = ThisBuild.Machine,
            Runtime = ThisBuild.Runtime,
            Randomness = Randomness.Derivation,
        }.WithSession(fromEpoch: 0));
        ModelFolder.SaveDescription(folder.Path, blueprint, data.Preparation);
        return session.Run(cancellation);
    }

    public static RunStopped TrainOrResume(RunRequest request, Action<RunEvent>? report, CancellationToken cancellation)
    {
        ResultPath.RequireNamed(request.Output);
        var folder = new RunFolder(request.Output);
        if (!folder.Exists) return Train(request, report, cancellation);
        folder.Read().RequireSame(request.Output, request.Model, request.Settings);
        int? epochs = request.Settings.TryGetValue(TrainingParameters.Epochs.Name, out var text) ? (int)TrainingParameters.Epochs.Parse(text)! : null;
        return Resume(request.Output, epochs, request.Data, report, cancellation);
    }

    public static RunStopped Resume(string path, int? epochs, string? moved, Action<RunEvent>? report, CancellationToken cancellation)
    {
        var folder = Existing(path);
        var document = folder.Read();
        folder.RequireUnclaimed();
        var data = Open(folder, document, moved ?? document.Data, report, cancellation);
        report?.Invoke(data.Read);
        return Resume(path, epochs, moved, data, report, cancellation);
    }

    /// <summary>The same on data that is already open.</summary>
    public static RunStopped Resume(string path, int? epochs, string? moved, PreparedData data, Action<RunEvent>? report, CancellationToken cancellation)
    {
        var folder = Existing(path);
        using var claim = folder.Claim();
        var document = folder.Read();
        if (!string.Equals(data.Fingerprint, document.DataFingerprint, StringComparison.Ordinal))
            throw new HourglassException($"The data '{What(moved ?? document.Data)}' is not what the run in '{path}' was trained on (fingerprint " +
                $"{Got(data.Fingerprint)}, then {Allowed(document.DataFingerprint)}); give that data or start a new run.");
        var options = document.Options with { Epochs = epochs ?? document.Options.Epochs };
        var recipe = Catalog.Find(document.Model);
        var isDescribed = folder.HasProgress;
        if (isDescribed) data = data with { Preparation = ModelFolder.ReadPreparation(path) };
        // A description without weights is recreated: nothing was trained with it, and no file shows whether its sizes are possible.
        var blueprint = isDescribed ? ModelFolder.ReadBlueprint(path) : recipe.ToBlueprint(data.Completed(recipe.Read(document.Settings)), data.Traits);
        using var session = Restored(folder, document, blueprint, data, options, report);
        session.RequireContinues(document.Options.Epochs);
        var goesOn = document with
        {
            Data = moved ?? document.Data,
            Options = options,
            Randomness = Randomness.Derivation,
            Stopped = null,
            Explanation = null,
            Warnings = [],
            Halvings = session.HasHalved ? document.Halvings : [],
        };
        folder.Write(goesOn.WithSession(session.Epoch));
        if (!isDescribed) ModelFolder.SaveDescription(path, blueprint, data.Preparation);
        return session.Run(cancellation);
    }

    /// <summary>Rejects a model that is too large for this machine, from the shape of the data alone.</summary>
    /// <exception cref="UsageException">It is too large.</exception>
    internal static void DemandSize(Recipe recipe, SettingValues settings, DataShape shape)
    {
        // Classes and side columns are not known yet and hardly change the size: two classes and a column stand for any.
        var traits = new DataTraits(shape, InUnitInterval: true, Classes: 2, Conditions: 1);
        ModelSize.Demand(recipe.ToBlueprint(settings, traits), forTraining: true);
    }

    private static PreparedData Open(RunFolder folder, RunDocument document, string data, Action<RunEvent>? report, CancellationToken cancellation)
    {
        try
        {
            return PreparedData.Open(data, Catalog.Find(document.Model).Read(document.Settings),
                folder.HasProgress ? ModelFolder.ReadPreparation(folder.Path) : null, report: report, cancellation: cancellation);
        }
        catch (Exception e) when ((e is HourglassException or UsageException) && DataSource.PathOf(data) is null)
        {
            throw new HourglassException($"The data of the run in '{What(folder.Path)}' cannot be opened: {((MessageException)e).Text} If the data has " +
                $"moved, give its new location.",
                e);
        }
    }

    /// <summary>A session in the state of the checkpoint, if there is one.</summary>
    private static RunSession Restored(RunFolder folder, RunDocument document, Blueprint blueprint, PreparedData data, TrainingOptions options,
        Action<RunEvent>? report)
    {
        using var saved = folder.OpenSaved();
        var session = new RunSession(folder, blueprint, data, options, report, saved);
        try
        {
            if (saved is null || saved.Path != folder.Checkpoint) return session;
            document.RequireSameRandomness(folder.Path);
            session.Restore(saved);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static RunFolder Existing(string path)
    {
        ResultPath.RequireNamed(path);
        var folder = new RunFolder(path);
        return folder.Exists
            ? folder
            : throw new HourglassException($"There is no {What("run")} in '{Got(path)}' to resume ('{folder.Document}' is missing); give " +
                $"{Allowed("the folder of a run, or start one there")}.");
    }

    /// <summary>
    /// Rejects a folder with files that a training would overwrite. A description without weights is left by a training that was killed right at the start.
    /// </summary>
    private static void RequireFree(string path, bool isClaimed = false)
    {
        var folder = new RunFolder(path);
        if (!isClaimed) folder.RequireUnclaimed();
        if (folder.Exists)
            throw new HourglassException($"The folder '{What(path)}' already holds a run of the model '{Got(folder.Read().Model)}'; choose " +
                $"{Allowed("another folder, or resume that run")}.");
        if (folder.HasProgress)
            throw new HourglassException($"The folder '{What(path)}' already holds a saved model " +
                $"('{Got(ModelFolder.Any(path) ?? Path.GetFileName(folder.Checkpoint))}'), and training would overwrite it; choose " +
                $"{Allowed("another folder")}.");
    }
}
