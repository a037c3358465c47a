using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Files;

namespace Hourglass.Sweeps;

/// <summary>What was measured of one training, as it stands in the run's <c>held-out.json</c>.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="Epochs">After so many epochs.</param>
/// <param name="Protocol">How.</param>
/// <param name="Figures">By name.</param>
/// <param name="ExampleNats">-log p(x) of each held-out example; empty where the model has no likelihood, null in a file of before they were kept.</param>
/// <param name="Warnings">What a reader must know before trusting the figures; null in such a file.</param>
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

    /// <summary>Decides the draws of what is judged.</summary>
    public const ulong Seed = 1;

    // They say how this machine was loaded, not how good the model is.
    private static readonly string[] NotKept = ["samples_per_second", "peak_memory_mb", "wall_seconds"];

    /// <summary>Whether they are those of this many epochs, by this protocol and with all that is kept now.</summary>
    public bool Are(int epochs, SweepProtocol protocol) => Epochs == epochs && Protocol == protocol && ExampleNats is not null && Warnings is not null;

    /// <summary>Measures.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="held">What to judge on.</param>
    /// <param name="train">What it learnt from.</param>
    /// <param name="epochs">How many epochs it did.</param>
    /// <param name="protocol">How.</param>
    public static HeldOutFigures Of(Autoencoder model, Examples held, Examples train, int epochs, SweepProtocol protocol)
    {
        // Apart from the rest, which gives no figures of single examples, and before it, which gives memory back at its end.
        var likelihood = ImportanceSampling.Fits(model) ? ImportanceSampling.Estimate(model, held, protocol.NllSamples, Seed) : null;
        var report = Evaluator.Report(model, held, train.Spread(protocol.MostNeighbours), new EvaluationOptions { Seed = Seed });
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
