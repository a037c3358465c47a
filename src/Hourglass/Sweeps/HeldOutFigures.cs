using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Files;

namespace Hourglass.Sweeps;

/// <summary>The metrics of one training on held-out examples, as stored in the run's <c>held-out.json</c>.</summary>
/// <param name="Format">Format version of the file.</param>
/// <param name="Epochs">Number of epochs trained.</param>
/// <param name="Protocol">How they were measured.</param>
/// <param name="Figures">The metrics by name.</param>
/// <param name="ExampleNats">-log p(x) of each held-out example; empty if the model has no likelihood, null in an older file.</param>
/// <param name="Warnings">What a reader must know before trusting the metrics; null in an older file.</param>
internal sealed record HeldOutFigures(
    int Format,
    int Epochs,
    SweepProtocol Protocol,
    IReadOnlyDictionary<string, double> Figures,
    IReadOnlyList<float>? ExampleNats = null,
    IReadOnlyList<string>? Warnings = null)
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string File = "held-out.json";

    /// <summary>Seed of the choice of held-out examples.</summary>
    public const ulong Seed = 1;

    // They depend on the load of this machine, not on the quality of the model.
    private static readonly string[] NotKept = ["samples_per_second", "peak_memory_mb", "wall_seconds"];

    /// <summary>Whether they are for this many epochs, by this protocol and with all current fields.</summary>
    public bool Are(int epochs, SweepProtocol protocol) => Epochs == epochs && Protocol == protocol && ExampleNats is not null && Warnings is not null;

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model; the caller keeps ownership.</param>
    /// <param name="held">The held-out examples.</param>
    /// <param name="train">The training examples.</param>
    /// <param name="epochs">Number of epochs trained.</param>
    /// <param name="protocol">How to measure.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    public static HeldOutFigures Of(Autoencoder model, Examples held, Examples train, int epochs, SweepProtocol protocol,
        CancellationToken cancellation = default)
    {
        // Separate from the rest, which has no metrics of single examples, and before it, because it frees memory at its end.
        var likelihood = ImportanceSampling.Fits(model) ? ImportanceSampling.Estimate(model, held, protocol.NllSamples, Seed, cancellation: cancellation)
            : null;
        var report = Evaluator.Report(model, held, train.Spread(protocol.MostNeighbours), new EvaluationOptions { Seed = Seed },
            cancellation: cancellation);
        return new HeldOutFigures(
            Json.Format,
            epochs,
            protocol,
            report.Metrics.Where(metric => !NotKept.Contains(metric.Name, StringComparer.Ordinal)).Concat(likelihood?.Metrics ?? [])
                .ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal),
            [.. (likelihood?.ExampleNats ?? []).Select(nats => (float)nats)],
            likelihood?.Warning is { } warning ? [.. report.Warnings, warning] : report.Warnings);
    }
}
