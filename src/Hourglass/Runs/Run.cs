using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Runs;

/// <summary>
/// A training in a folder: the request, the outcome and the model, ready for data like the training data. <see cref="Train"/> and
/// <see cref="Resume"/> create and continue a run; <see cref="Open"/> opens it for use. A folder written by <see cref="Autoencoder.Save"/>
/// can be opened too.
/// </summary>
/// <remarks>
/// Long operations take a callback for their events, which is called on their thread, and a <see cref="CancellationToken"/>. Training
/// that is cancelled stops after its current step and returns a run that can be resumed; a cancelled operation that cannot be resumed throws
/// <see cref="HourglassException"/>. Only one process at a time can train into a folder; any number may read it.
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

    /// <summary>The request and its outcome; null for a saved model.</summary>
    public RunDocument? Document => status.Document;

    /// <summary>The state of the run at the time it was opened.</summary>
    public RunState State => status.State;

    /// <summary>What a user of the model must know, such as that training was interrupted; null for nothing.</summary>
    public MessageText? Warning => status.Warning;

    /// <summary>Whether there are trained weights, so that <see cref="Model"/> is available.</summary>
    public bool HasModel => status.Refusal is null;

    /// <summary>The trained model, loaded on first access; the run owns it.</summary>
    /// <exception cref="HourglassException">The run was never trained or failed before it had trained weights, or a file is missing or damaged.</exception>
    public Autoencoder Model => loaded.Value;

    /// <summary>Whether a run was begun in this folder; a saved model is not one.</summary>
    public static bool Exists(string folder) => new RunFolder(folder).Exists;

    /// <summary>Opens a run or a saved model; the model's files are read only when needed.</summary>
    /// <exception cref="HourglassException">There is no such folder, or the run's file is damaged or of a newer format.</exception>
    public static Run Open(string folder) => new(folder);

    /// <summary>Trains a model of the catalog into a new folder; returns the result when training ends.</summary>
    /// <param name="request">The model, its options, the data and the folder.</param>
    /// <param name="report">Receives every event, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops after the current step and leaves a run that can be resumed.</param>
    /// <exception cref="UsageException">The request names something unknown or out of range; nothing has been written.</exception>
    /// <exception cref="HourglassException">The data is invalid, the folder already holds a run or a saved model, another process trains into it, or it cannot
    /// be written.</exception>
    public static RunStopped Train(RunRequest request, Action<RunEvent>? report = null, CancellationToken cancellation = default) =>
        RunTraining.Train(request, report, cancellation);

    /// <summary>Continues a run exactly where it stopped; a finished one continues if given more epochs.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="epochs">The new total number of epochs, or null for the requested one.</param>
    /// <param name="data">The new location of the data, which the run then records; null if it is unchanged.</param>
    /// <param name="report">Receives every event, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="UsageException">The new number of epochs would change phases that have begun.</exception>
    /// <exception cref="HourglassException">There is no run, its files are damaged, another process trains it, or the data has changed.</exception>
    public static RunStopped Resume(string folder, int? epochs = null, string? data = null, Action<RunEvent>? report = null,
        CancellationToken cancellation = default) =>
        RunTraining.Resume(folder, epochs, data, report, cancellation);

    /// <summary>Resumes the run in the request's folder, or starts it if there is none; for jobs that may be restarted.</summary>
    /// <param name="request">What to train. An existing run must have the same model and options; a larger number of epochs continues it, and the data is read
    /// from where the request says.</param>
    /// <param name="report">Receives every event, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops after the current step and leaves a run that can be resumed.</param>
    /// <exception cref="UsageException">The request names something unknown or out of range, or the run in the folder has other options; nothing has been
    /// written.</exception>
    /// <exception cref="HourglassException">As for <see cref="Train"/> and <see cref="Resume"/>.</exception>
    public static RunStopped TrainOrResume(RunRequest request, Action<RunEvent>? report = null, CancellationToken cancellation = default) =>
        RunTraining.TrainOrResume(request, report, cancellation);

    /// <summary>The metrics of each epoch by name; those of validation have the prefix <c>validation_</c>.</summary>
    public IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> ReadMetrics() => new RunFolder(Folder).ReadMetrics();

    /// <summary>Opens data in the form that the model was trained on, with the class numbers of the model.</summary>
    /// <param name="descriptor">The data, such as <c>mnist</c> or the name of a file or folder.</param>
    /// <param name="array">The array of an <c>.npz</c> file that holds the examples; null for the one that the run was trained on if the file has it, else the
    /// only suitable one.</param>
    /// <param name="allowsSingleExample">Whether a single example is allowed, which cannot be split; for using the model only.</param>
    /// <param name="matching">How the rows of a table are read against the schema of the model; null for the default. Data of other kinds ignore it.</param>
    /// <param name="report">Receives the progress of reading a table or a folder of images, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the reading of a table or a folder of images.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="HourglassException">The data is damaged or of another shape, or has classes that the model does not know.</exception>
    public Dataset OpenData(string descriptor, string? array = null, bool allowsSingleExample = false, TableMatching? matching = null,
        Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        var model = loaded.Value;
        var data = DataSource.Open(descriptor, new DataOptions
        {
            Pictures = model.Preparation.Pictures,
            Coding = model.Preparation.Coding,
            Matching = matching ?? new TableMatching(),
            Array = array ?? OwnArray(descriptor),
            TestShare = OwnTestShare,
            AllowsSingleExample = allowsSingleExample,
        }, report, cancellation);
        if (data.Shape != model.Shape)
            throw new HourglassException($"The data '{What(descriptor)}' has examples of shape {Got(data.Shape)}, but the model in '{Folder}' was trained " +
                $"on {model.Shape}; give {Allowed("data of that shape")}.");
        return model.Blueprint.Classes is { } classes ? data.NumberedAs(classes, $"the model in '{Folder}'") : data;
    }

    /// <summary>Opens the data that the run was trained on.</summary>
    /// <exception cref="UsageException">It is a saved model, which does not name its data.</exception>
    /// <exception cref="HourglassException">The data is missing or has changed.</exception>
    public Dataset OpenTrainingData()
    {
        if (Document is not { } document) throw new UsageException($"The folder '{What(Folder)}' does {Got("not record")} what the model was trained on.");
        Dataset data;
        try
        {
            data = OpenData(document.Data);
        }
        catch (Exception e) when (e is HourglassException or UsageException)
        {
            throw new HourglassException($"The {What("data")} of the run, '{Got(document.Data)}', cannot be opened: {((MessageException)e).Text}", e);
        }

        return IsTrainedOn(data)
            ? data
            : throw new HourglassException($"The data '{What(document.Data)}' is no longer what the run was trained on ({Got(Fingerprints(data))}).");
    }

    /// <summary>Whether the run was trained on this data, regardless of its name; false for a saved model.</summary>
    public bool IsTrainedOn(Dataset data) => Document is { } document && string.Equals(data.Fingerprint(), document.DataFingerprint, StringComparison.Ordinal);

    /// <summary>
    /// A warning if the data of the run have changed, since test examples may have been used for training; null if they have not, or if these are other data.
    /// </summary>
    /// <param name="descriptor">The requested data.</param>
    /// <param name="data">The opened data.</param>
    public MessageText? WarningAbout(string descriptor, Dataset data) =>
        Document is not { } document || !PathIdentity.AreSame(document.Data, descriptor) || IsTrainedOn(data) ? null
            : (MessageText)($"The data '{descriptor}' have changed since the run was trained ({Fingerprints(data)}): examples of the test " +
                $"split may have been used for training.");

    /// <summary>The array that the run was trained on, if a file has it.</summary>
    private string? OwnArray(string descriptor) =>
        Document?.Settings.GetValueOrDefault(DataParameters.Array.Name) is { } own && ArrayFile.Has(descriptor, own) ? own : null;

    // For all data: the same file may be given by another name, and no training row must become a test row.
    private double? OwnTestShare =>
        Document?.Settings.GetValueOrDefault(DataParameters.TestShare.Name) is { } own ? DataParameters.TestShare.Parse(own) : null;

    /// <summary>The fingerprints of data and of the run's own data, as a part of a sentence.</summary>
    private string Fingerprints(Dataset data) => $"fingerprint {data.Fingerprint()}, then {Document?.DataFingerprint}";

    /// <inheritdoc/>
    public void Dispose()
    {
        if (loaded.IsValueCreated) loaded.Value.Dispose();
    }
}
