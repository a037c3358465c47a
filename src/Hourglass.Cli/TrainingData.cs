using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Runs;

namespace Hourglass.Cli;

/// <summary>The training examples that a run was trained on, wherever they lie now; what is fitted to others is not the run's.</summary>
internal static class TrainingData
{
    /// <summary>Opens them when asked: those that were given, where the run was trained on them, or those that the run names.</summary>
    /// <param name="run">The run; of a saved model, which names no data, what was given is believed.</param>
    /// <param name="given">Opens what was given; null where nothing was.</param>
    /// <param name="isOnlySource">Whether data that were given and are not the run's are an error, and not just other data.</param>
    public static Func<Examples> OfRun(Run run, Func<Dataset?> given, bool isOnlySource = true) => () =>
    {
        if (given() is { } data)
        {
            if (run.Document is not { } document || run.IsTrainedOn(data)) return data.Train;
            if (isOnlySource) throw new HourglassException($"The data '{data.Name}' are not the training data of the run in '{run.Folder}' ({run.Fingerprints(data)}); give its training data, '{document.Data}'.");
        }

        if (run.Document is null) throw new UsageException($"Fitting a sampler needs the training data, and the folder '{run.Folder}' does not record them; give --data.");
        try
        {
            return run.OpenTrainingData().Train;
        }
        catch (HourglassException e)
        {
            throw new HourglassException($"Fitting a sampler needs the training data; give --data: {e.Message}", e);
        }
    };

    /// <summary>What a reader must know where the run's own data have changed, since their test examples may then have been trained on; null where they have not, or are others.</summary>
    /// <param name="run">The run.</param>
    /// <param name="descriptor">What was asked for.</param>
    /// <param name="data">What was opened.</param>
    public static string? Changed(Run run, string descriptor, Dataset data) =>
        run.Document is not { } document || !IsSame(document.Data, descriptor) || run.IsTrainedOn(data) ? null
            : $"The data '{descriptor}' have changed since the run was trained ({run.Fingerprints(data)}): examples of the test split may have been used for training.";

    /// <summary>Whether two descriptors are one, a file or folder by whatever way to it.</summary>
    private static bool IsSame(string one, string other) => PathIdentity.AreSame(one, other);
}
