using Hourglass.Files;
using Hourglass.Persistence;

namespace Hourglass.Runs;

/// <summary>The files of a run: a model folder with the run's document, its metrics and a checkpoint.</summary>
internal sealed class RunFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>The file with the request and its outcome.</summary>
    public string Document => In("run.json");

    /// <summary>The file with one line of metrics per epoch.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>The checkpoint, with everything needed to resume.</summary>
    public string Checkpoint => In(System.IO.Path.Combine("checkpoint", "checkpoint.safetensors"));

    /// <summary>The model's weights.</summary>
    public string Weights => In(ModelFolder.Weights);

    /// <summary>Whether the folder holds a run.</summary>
    public bool Exists => File.Exists(Document);

    /// <summary>The process that is training into the folder; null for none.</summary>
    internal ClaimHolder? Holder => FileClaim.HolderOf(Lock);

    /// <summary>Whether the folder holds results of a training that a new one would destroy.</summary>
    internal bool HasProgress => File.Exists(Weights) || File.Exists(Checkpoint);

    /// <summary>Opens the file that a resumed run starts from, its checkpoint or else its weights; null if it has neither.</summary>
    /// <exception cref="HourglassException">The file is damaged.</exception>
    internal OpenSafetensors? OpenSaved() =>
        new[] { Checkpoint, Weights }.FirstOrDefault(File.Exists) is { } saved ? SafetensorsFile.Open(saved) : null;

    private string Lock => In("run.lock");

    /// <summary>Reads the request and its outcome.</summary>
    /// <exception cref="HourglassException">There is no run here, or its file is damaged or of a newer format.</exception>
    public RunDocument Read() => Json.Read<RunDocument>(Document);

    /// <summary>The metrics of each epoch by name; see <see cref="MetricsLog"/>.</summary>
    public IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> ReadMetrics() => MetricsLog.Load(Metrics);

    internal void Write(RunDocument document) => Json.Write(Document, document);

    /// <summary>Claims the folder for training by this process alone.</summary>
    /// <exception cref="HourglassException">Another process trains into it, or the folder cannot be written.</exception>
    internal FileClaim Claim() => FileClaim.Take(Lock, Refusal);

    /// <summary>Rejects a folder that a process is training into.</summary>
    /// <exception cref="HourglassException">A process is training into it.</exception>
    internal void RequireUnclaimed()
    {
        if (Holder is { } holder) throw new HourglassException(Refusal(holder.ToString()));
    }

    /// <summary>Whether a path is one of the run's own files.</summary>
    internal bool Owns(string file) =>
        new[] { Document, Metrics, Weights, Lock, Lock + ".holder", In(ModelFolder.Blueprint), In(ModelFolder.Preprocessing), In(ModelCard.File) }
            .Any(own => PathIdentity.AreSame(own, file))
        || new[] { System.IO.Path.GetDirectoryName(Checkpoint)!, In("samplers") }.Any(own => PathIdentity.IsWithin(file, own));

    private MessageText Refusal(string cause) => $"The folder '{What(path)}' is in use for training ({Got(cause)}); " +
        $"{Allowed("wait for that training, stop it, or choose another folder")}.";

    private string In(string name) => System.IO.Path.Combine(path, name);
}
