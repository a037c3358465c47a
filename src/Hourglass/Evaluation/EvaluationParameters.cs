using Hourglass.Settings;

namespace Hourglass.Evaluation;

/// <summary>Options of <c>evaluate</c>.</summary>
internal static class EvaluationParameters
{
    public static readonly IntegerParameter NllSamples = new("nll_samples", 0, 0, 1_000_000, "latent draws an example for nll_nats; 0 leaves it out");

    public static readonly IntegerParameter Neighbours = new("neighbours", 5, 1, 10_000, "neighbours that vote for knn_accuracy");

    public static IReadOnlyList<Parameter> All { get; } = [NllSamples, Neighbours];

    public static EvaluationOptions Read(SettingValues settings) =>
        new() { NllSamples = (int)settings.Get(NllSamples)!, Neighbours = (int)settings.Get(Neighbours)! };
}
