using Hourglass.Files;
using Hourglass.Persistence;

namespace Hourglass.Runs;

/// <summary>The files of a run: a model folder with what was asked, what happened and a checkpoint to go on from.</summary>
internal sealed class RunFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>What was asked and what became of it.</summary>
    public string Document => In("run.json");

    /// <summary>One line of figures an epoch.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>Everything needed to go on.</summary>
    public string Checkpoint => In(System.IO.Path.Combine("checkpoint", "checkpoint.safetensors"));

    /// <summary>The model's weights.</summary>
    public string Weights => In(ModelFolder.Weights);

    /// <summary>Whether a run lies here.</summary>
    public bool Exists => File.Exists(Document);

    /// <summary>The process that trains into the folder now; null for none.</summary>
    internal ClaimHolder? Holder => FileClaim.HolderOf(Lock);

    /// <summary>Whether anything of a training lies here that a new one would destroy.</summary>
    internal bool HasProgress => File.Exists(Weights) || File.Exists(Checkpoint);

    private string Lock => In("run.lock");

    /// <summary>Reads what was asked and what became of it.</summary>
    /// <exception cref="HourglassException">There is no run here, or its file is damaged or of a newer format.</exception>
    public RunDocument Read() => Json.Read<RunDocument>(Document);

    /// <summary>The figures of each epoch by name; see <see cref="MetricsLog"/>.</summary>
    public IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> ReadMetrics() => MetricsLog.Load(Metrics);

    internal void Write(RunDocument document) => Json.Write(Document, document);

    /// <summary>Makes this process the only one that trains into the folder.</summary>
    /// <exception cref="HourglassException">Another one does, or the folder cannot be written.</exception>
    internal FileClaim Claim() => FileClaim.Take(Lock, Refusal);

    /// <summary>Refuses a folder that a process trains into.</summary>
    /// <exception cref="HourglassException">One does.</exception>
    internal void RequireUnclaimed()
    {
        if (Holder is { } holder) throw new HourglassException(Refusal(holder.ToString()));
    }

    /// <summary>Whether a path is that of one of the run's own files.</summary>
    internal bool Owns(string file) =>
        new[] { Document, Metrics, Weights, Lock, Lock + ".holder", In(ModelFolder.Blueprint), In(ModelFolder.Preprocessing), In(ModelCard.File) }.Any(own => PathIdentity.AreSame(own, file))
        || new[] { System.IO.Path.GetDirectoryName(Checkpoint)!, In("samplers") }.Any(own => PathIdentity.IsWithin(file, own));

    private string Refusal(string cause) => $"The folder '{path}' is in use for training ({cause}); wait for that training, stop it, or choose another folder.";

    private string In(string name) => System.IO.Path.Combine(path, name);
}
