using Hourglass.Data;
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
            if (isOnlySource)
                throw new HourglassException($"The {What("data")} '{Got(data.Name)}' are not the training data of the run in '{run.Folder}' (fingerprint " +
                    $"{data.Fingerprint()}, then {document.DataFingerprint}); give its training data, '{Allowed(document.Data)}'.");
        }

        if (run.Document is null)
            throw new UsageException($"Fitting a sampler needs the {What("training data")}, and the folder '{run.Folder}' does {Got("not record them")}; " +
                $"give {Allowed("--data")}.");
        try
        {
            return run.OpenTrainingData().Train;
        }
        catch (HourglassException e)
        {
            throw new HourglassException($"Fitting a sampler needs the training data; give --data: {e.Text}", e);
        }
    };
}
