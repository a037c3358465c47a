using Hourglass.Persistence;

namespace Hourglass.Runs;

/// <summary>The files of a run: a model folder with what was asked, what happened and a checkpoint to go on from.</summary>
public sealed class RunFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>What was asked and what became of it.</summary>
    public string Document => In("run.json");

    /// <summary>One line of figures an epoch.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>Everything needed to go on.</summary>
    public string Checkpoint => In(System.IO.Path.Combine("checkpoint", "checkpoint.safetensors"));

    /// <summary>Whether a run lies here.</summary>
    public bool Exists => File.Exists(Document);

    /// <summary>Reads what was asked and what became of it.</summary>
    /// <exception cref="HourglassException">There is no run here, or its file is damaged or of a newer format.</exception>
    public RunDocument Read() => Json.Read<RunDocument>(Document);

    /// <summary>The figures of each epoch by name; see <see cref="MetricsLog"/>.</summary>
    public IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> ReadMetrics() => MetricsLog.Load(Metrics);

    internal void Write(RunDocument document) => Json.Write(Document, document);

    private string In(string name) => System.IO.Path.Combine(path, name);
}
