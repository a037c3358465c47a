using Hourglass.Data;
using Hourglass.Runs;

namespace Hourglass.Cli;

/// <summary>The training examples that a run was trained on, wherever they lie now; what is fitted to others is not the run's.</summary>
internal static class TrainingData
{
    /// <summary>Opens them when asked: those that were given, where the run was trained on them, or those that the run names.</summary>
    /// <param name="run">The run; of a saved model, which names no data, what was given is believed.</param>
    /// <param name="given">Opens what was given; null where nothing was.</param>
    /// <param name="isOnlySource">Whether data that were given and are not the run's are an error, and not just other data.</param>
    public static Func<Examples> OfRun(LoadedRun run, Func<Dataset?> given, bool isOnlySource = true) => () =>
    {
        const string Wanted = "A sampler is fitted to training data; give them by --data";
        var document = new RunFolder(run.Folder) is { Exists: true } folder ? folder.Read() : null;
        if (given() is { } data)
        {
            if (document is null || IsOf(document, data)) return data.Train;
            if (isOnlySource) throw new HourglassException($"The data '{data.Name}' are not what the run in '{run.Folder}' was trained on (fingerprint {data.Fingerprint()}, then {document.DataFingerprint}); give the data it was trained on, '{document.Data}'.");
        }

        if (document is null) throw new UsageException($"{Wanted}, for the folder '{run.Folder}' does not say what the model was trained on.");
        Dataset opened;
        try
        {
            opened = run.OpenData(document.Data);
        }
        catch (Exception e) when (e is HourglassException or UsageException)
        {
            throw new HourglassException($"{Wanted}, for those of the run, '{document.Data}', cannot be opened: {e.Message}", e);
        }

        return IsOf(document, opened) ? opened.Train
            : throw new HourglassException($"{Wanted}, for '{document.Data}' is no longer what the run was trained on (fingerprint {opened.Fingerprint()}, then {document.DataFingerprint}).");
    };

    /// <summary>What a reader must know where the run's own data have changed, since their test examples may then have been trained on; null where they have not, or are others.</summary>
    /// <param name="run">The run.</param>
    /// <param name="descriptor">What was asked for.</param>
    /// <param name="data">What was opened.</param>
    public static string? Changed(LoadedRun run, string descriptor, Dataset data)
    {
        var document = new RunFolder(run.Folder) is { Exists: true } folder ? folder.Read() : null;
        return document is null || !IsSame(document.Data, descriptor) || IsOf(document, data) ? null
            : $"The data '{descriptor}' are no longer what the run was trained on (fingerprint {data.Fingerprint()}, then {document.DataFingerprint}): examples of the test split may have been trained on.";
    }

    /// <summary>Whether two descriptors are one, a file or folder by whatever way to it.</summary>
    private static bool IsSame(string one, string other) => string.Equals(Path.GetFullPath(one), Path.GetFullPath(other), StringComparison.Ordinal);

    private static bool IsOf(RunDocument document, Dataset data) => string.Equals(data.Fingerprint(), document.DataFingerprint, StringComparison.Ordinal);
}
