using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Runs;

/// <summary>
/// A training in a folder: what was asked for, what became of it, and its model, ready for data like those that it was trained on. <see cref="Train"/> and
/// <see cref="Resume"/> make one and go on with it; <see cref="Open"/> puts it to use. A folder that <see cref="Autoencoder.Save"/> has written
/// opens too.
/// </summary>
/// <remarks>
/// Everything that takes long takes a callback for its events, which it calls on its own thread, and a <see cref="CancellationToken"/>. Training
/// that is cancelled stops after its current step and gives its result, a run that can be resumed; what leaves nothing to go on from throws
/// <see cref="HourglassException"/>. One process at a time trains into a folder; any number may read it.
/// </remarks>
public sealed class Run : IDisposable
{
    private readonly RunStatus status;
    private readonly Lazy<Autoencoder> loaded;

    private Run(string folder)
    {
        Folder = folder;
        status = RunStatus.Of(folder);
        loaded = new(() => status.Refusal is { } refusal ? throw new HourglassException(refusal) : ModelFolder.Load(folder));
    }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>What was asked for and what became of it; null for a saved model.</summary>
    public RunDocument? Document => status.Document;

    /// <summary>What became of it, when it was opened.</summary>
    public RunState State => status.State;

    /// <summary>What a user of the model must know, such as that training was interrupted; null where there is nothing.</summary>
    public string? Warning => status.Warning;

    /// <summary>Whether there are trained weights, so that <see cref="Model"/> can be had.</summary>
    public bool HasModel => status.Refusal is null;

    /// <summary>The trained model, loaded when it is first asked for; it belongs to the run.</summary>
    /// <exception cref="HourglassException">The run was never trained or failed before it had trained weights, or a file is missing or damaged.</exception>
    public Autoencoder Model => loaded.Value;

    /// <summary>Whether a run was begun in this folder; a saved model is not one.</summary>
    public static bool Exists(string folder) => new RunFolder(folder).Exists;

    /// <summary>Opens a run or a saved model; files of the model are only read when they are needed.</summary>
    /// <exception cref="HourglassException">There is no such folder, or the run's file is damaged or of a newer format.</exception>
    public static Run Open(string folder) => new(folder);

    /// <summary>Trains a model of the catalog into a new folder; gives the result when training ends.</summary>
    /// <param name="request">What to train, on what, where to.</param>
    /// <param name="report">Told of every event, on the calling thread; null for nobody.</param>
    /// <param name="cancellation">Stops after the current step and leaves a run that can be resumed.</param>
    /// <exception cref="UsageException">The request names something unknown or out of range; nothing has been written.</exception>
    /// <exception cref="HourglassException">The data is bad, the folder already holds a run or a saved model, another process trains into it, or it cannot be written.</exception>
    public static RunStopped Train(RunRequest request, Action<RunEvent>? report = null, CancellationToken cancellation = default) =>
        RunTraining.Train(request, report, cancellation);

    /// <summary>Continues a run exactly where it stopped; with more epochs than before, a finished one goes on.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="epochs">The new number of epochs in all, or null for as many as were asked.</param>
    /// <param name="data">Where the data lie now, which the run then remembers; null where they lie as before.</param>
    /// <param name="report">Told of every event, on the calling thread; null for nobody.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="UsageException">The new number of epochs would move phases that have begun.</exception>
    /// <exception cref="HourglassException">There is no run, its files are damaged, another process trains it, or the data is not the same.</exception>
    public static RunStopped Resume(string folder, int? epochs = null, string? data = null, Action<RunEvent>? report = null, CancellationToken cancellation = default) =>
        RunTraining.Resume(folder, epochs, data, report, cancellation);

    /// <summary>Resumes the run in the request's folder, or starts it where there is none: what a job does that may be started again.</summary>
    /// <param name="request">What to train. A run that is there must be of the same model and options; more epochs are trained, and data that have moved are looked for where the request says.</param>
    /// <param name="report">Told of every event, on the calling thread; null for nobody.</param>
    /// <param name="cancellation">Stops after the current step and leaves a run that can be resumed.</param>
    /// <exception cref="UsageException">The request names something unknown or out of range, or the run in the folder has other options; nothing has been written.</exception>
    /// <exception cref="HourglassException">As for <see cref="Train"/> and <see cref="Resume"/>.</exception>
    public static RunStopped TrainOrResume(RunRequest request, Action<RunEvent>? report = null, CancellationToken cancellation = default) =>
        RunTraining.TrainOrResume(request, report, cancellation);

    /// <summary>The figures of each epoch by name: training figures as they are, validation figures behind <c>validation_</c>.</summary>
    public IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> ReadMetrics() => new RunFolder(Folder).ReadMetrics();

    /// <summary>Opens data in the form that the model was trained on, its classes numbered as the model numbers them.</summary>
    /// <param name="descriptor">The data, such as <c>mnist</c> or the name of a file or folder.</param>
    /// <param name="array">The array of an <c>.npz</c> file that holds the examples; null for the one that the run was trained on where the file has it, or the only one that could.</param>
    /// <param name="allowsSingleExample">Whether one example alone will do, which cannot be cut into splits: the model is only put to use on them.</param>
    /// <exception cref="HourglassException">The data are damaged or of another shape, or have classes that the model does not know.</exception>
    public Dataset OpenData(string descriptor, string? array = null, bool allowsSingleExample = false)
    {
        var model = loaded.Value;
        var data = DataSource.Open(descriptor, new DataOptions { Pictures = model.Preparation.Pictures, Array = array ?? OwnArray(descriptor), AllowsSingleExample = allowsSingleExample });
        if (data.Shape != model.Shape)
            throw new HourglassException($"The data '{descriptor}' has examples of shape {data.Shape}, and the model in '{Folder}' was trained on {model.Shape}; give data of that shape.");
        return model.Blueprint.Classes is { } classes ? data.NumberedAs(classes, $"the model in '{Folder}'") : data;
    }

    /// <summary>Opens the data that the run was trained on.</summary>
    /// <exception cref="UsageException">It is a saved model, which names no data.</exception>
    /// <exception cref="HourglassException">The data are no longer there or no longer the same.</exception>
    public Dataset OpenTrainingData()
    {
        if (Document is not { } document) throw new UsageException($"The folder '{Folder}' does not say what the model was trained on.");
        Dataset data;
        try
        {
            data = OpenData(document.Data);
        }
        catch (Exception e) when (e is HourglassException or UsageException)
        {
            throw new HourglassException($"The data of the run, '{document.Data}', cannot be opened: {e.Message}", e);
        }

        return IsTrainedOn(data) ? data : throw new HourglassException($"The data '{document.Data}' is no longer what the run was trained on ({Fingerprints(data)}).");
    }

    /// <summary>Whether the run was trained on these data, whatever their name; false for a saved model.</summary>
    public bool IsTrainedOn(Dataset data) => Document is { } document && string.Equals(data.Fingerprint(), document.DataFingerprint, StringComparison.Ordinal);

    /// <summary>A warning if the data of the run have changed, since test examples may have been used for training; null if they have not, or if these are other data.</summary>
    /// <param name="descriptor">The requested data.</param>
    /// <param name="data">The opened data.</param>
    public string? WarningAbout(string descriptor, Dataset data) =>
        Document is not { } document || !PathIdentity.AreSame(document.Data, descriptor) || IsTrainedOn(data) ? null
            : $"The data '{descriptor}' have changed since the run was trained ({Fingerprints(data)}): examples of the test split may have been used for training.";

    /// <summary>The array that the run was trained on, where a file has it.</summary>
    private string? OwnArray(string descriptor) =>
        Document?.Settings.GetValueOrDefault(DataParameters.Array.Name) is { } own && ArrayFile.Has(descriptor, own) ? own : null;

    /// <summary>The fingerprint of data beside that of the run's own, for a sentence.</summary>
    private string Fingerprints(Dataset data) => $"fingerprint {data.Fingerprint()}, then {Document?.DataFingerprint}";

    /// <inheritdoc/>
    public void Dispose()
    {
        if (loaded.IsValueCreated) loaded.Value.Dispose();
    }
}
