using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Runs;

namespace Hourglass.Cli;

/// <summary>Opens the training examples of a run, wherever they are now, and refuses other data.</summary>
internal static class TrainingData
{
    /// <summary>Returns a function that opens the given data if the run was trained on them, or else the data recorded in the run.</summary>
    /// <param name="run">The run. For a saved model, which records no data, the given data are accepted.</param>
    /// <param name="given">Opens the given data; null if none were given.</param>
    /// <param name="isOnlySource">Whether given data that differ from those of the run are an error; otherwise they are ignored.</param>
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

    /// <summary>A warning if the data of the run have changed, since test examples may have been used for training; null if they have not, or if other data were given.</summary>
    /// <param name="run">The run.</param>
    /// <param name="descriptor">The requested data.</param>
    /// <param name="data">The opened data.</param>
    public static string? Changed(Run run, string descriptor, Dataset data) =>
        run.Document is not { } document || !IsSame(document.Data, descriptor) || run.IsTrainedOn(data) ? null
            : $"The data '{descriptor}' have changed since the run was trained ({run.Fingerprints(data)}): examples of the test split may have been used for training.";

    /// <summary>Whether two descriptors refer to the same file or folder.</summary>
    private static bool IsSame(string one, string other) => PathIdentity.AreSame(one, other);
}
