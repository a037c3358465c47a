using System.Text.Json.Nodes;

namespace Hourglass.Evaluation;

/// <summary>What an evaluation found, and how.</summary>
/// <param name="Metrics">Every figure that fits the model and the data, in a fixed order.</param>
/// <param name="Lists">Figures with a number for each latent dimension, under their stable names.</param>
/// <param name="Warnings">Sentences that a reader must know before trusting the figures; empty where there are none.</param>
/// <param name="Protocol">How the figures came about: counts of draws, examples and neighbours, regularisation, classifier.</param>
public sealed record EvaluationReport(
    IReadOnlyList<Metric> Metrics,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Lists,
    IReadOnlyList<string> Warnings,
    JsonObject Protocol);
