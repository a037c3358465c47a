using System.Text.Json.Nodes;

namespace Hourglass.Evaluation;

/// <summary>The results of an evaluation, and how they were computed.</summary>
/// <param name="Metrics">Every metric that applies to the model and the data, in a fixed order.</param>
/// <param name="Lists">Metrics with one value per latent dimension, under their stable names.</param>
/// <param name="Warnings">Warnings that a reader must know before trusting the metrics; may be empty.</param>
/// <param name="Protocol">How the metrics were computed: counts of draws, examples and neighbours, regularisation, classifier.</param>
public sealed record EvaluationReport(
    IReadOnlyList<Metric> Metrics,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Lists,
    IReadOnlyList<string> Warnings,
    JsonObject Protocol);
