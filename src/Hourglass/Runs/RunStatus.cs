using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Runs;

/// <summary>The state of a run, and what it means for the use of its weights.</summary>
/// <param name="Document">The request and its outcome; null for a saved model.</param>
/// <param name="State">The state of the run.</param>
/// <param name="Refusal">Why there are no weights to use; null if there are.</param>
/// <param name="Warning">What a user of the weights must know; null for nothing.</param>
internal sealed record RunStatus(RunDocument? Document, RunState State, MessageText? Refusal, MessageText? Warning)
{
    /// <summary>Reads the state of the run in a folder.</summary>
    /// <exception cref="HourglassException">There is no such folder, or the run's file is damaged or of a newer format.</exception>
    public static RunStatus Of(string path)
    {
        ModelFolder.Require(path);
        var folder = new RunFolder(path);
        if (!folder.Exists) return new RunStatus(null, RunState.SavedModel, null, null);
        var document = folder.Read();
        var state = StateOf(folder, document);
        MessageText name = $"The run in '{What(path)}'";
        if (!HasTrainedWeights(folder, document))
        {
            return new RunStatus(document, state, state switch
            {
                RunState.Training => (MessageText)$"{name} is being trained by {folder.Holder}, and its weights are not saved yet; wait for it, or stop it.",
                RunState.Failed => $"{name} failed before an epoch was done, and its weights are the untrained initial ones: {document.Explanation}",
                RunState.Interrupted => $"{name} was killed before its weights were saved; resume it, which continues from its last checkpoint.",
                _ => $"{name} has not been trained yet, so it has no weights to use; resume it to train it.",
            }, null);
        }

        var done = document.EpochsDone is { } epochs
            ? $"after {epochs} of {document.Options.Epochs} epochs"
            : $"before all {document.Options.Epochs} epochs were done";
        return new RunStatus(document, state, null, state switch
        {
            RunState.Training => (MessageText)$"{name} is being trained by {folder.Holder}; the weights are those of its last stop.",
            RunState.Failed => $"Training of the run in '{path}' failed; the best earlier weights are used: {document.Explanation}",
            RunState.Interrupted when document.Stopped is null =>
                $"{name} continued after its weights were last saved and was killed before its next stop; resume it for later weights.",
            RunState.Interrupted => $"{name} was interrupted {done}; resume it to finish it.",
            _ => null,
        });
    }

    private static RunState StateOf(RunFolder folder, RunDocument document)
    {
        if (folder.Holder is not null) return RunState.Training;
        return document.Stopped switch
        {
            StopReason.Finished or StopReason.EarlyStopped => RunState.Finished,
            StopReason.NotFinite => RunState.Failed,
            _ => HasTrainedWeights(folder, document) || (document.Stopped is null && File.Exists(folder.Checkpoint))
                ? RunState.Interrupted
                : RunState.NeverTrained,
        };
    }

    /// <summary>
    /// Whether the saved weights were trained. In runs older than this record, those of a failed run were trained if it has metrics of an epoch.
    /// </summary>
    private static bool HasTrainedWeights(RunFolder folder, RunDocument document) =>
        File.Exists(folder.Weights) && (document.HasTrainedWeights ?? (document.Stopped != StopReason.NotFinite || folder.ReadMetrics().Count > 0));
}
