using System.Text.Json.Serialization;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>A line of <c>metrics.jsonl</c>: the metrics of an epoch, null for non-finite ones.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Train">Training metrics by name.</param>
/// <param name="Validation">Validation metrics by name; null if nothing is held out.</param>
/// <param name="LearningRate">The learning rate at the end of the epoch.</param>
/// <param name="SamplesPerSecond">Training examples per second.</param>
/// <param name="WallSeconds">Seconds of training so far.</param>
internal sealed record MetricsLine(
    int Epoch,
    IReadOnlyDictionary<string, double?> Train,
    IReadOnlyDictionary<string, double?>? Validation,
    double LearningRate,
    double SamplesPerSecond,
    double WallSeconds) : IChecked
{
    /// <summary>The metrics by name, those of validation with the prefix <c>validation_</c>; NaN for null.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, double> Figures =>
        Train.Concat((Validation ?? new Dictionary<string, double?>()).Select(figure => KeyValuePair.Create("validation_" + figure.Key, figure.Value)))
            .ToDictionary(figure => figure.Key, figure => figure.Value ?? double.NaN, StringComparer.Ordinal);

    public static MetricsLine Of(EpochDone epoch) => new(
        epoch.Epoch,
        ByName(epoch.Train),
        epoch.Validation.Count == 0 ? null : ByName(epoch.Validation),
        epoch.LearningRate,
        epoch.ExamplesPerSecond,
        epoch.Seconds);

    public IEnumerable<MessageText> Violations()
    {
        if (Epoch < 1) yield return $"{What("epoch")} is {Got(Epoch)}; {Allowed("epochs are counted from 1")}.";
        if (Train.Keys.FirstOrDefault(name => Validation?.Keys.Any(held => "validation_" + held == name) == true) is { } twice)
            yield return $"{What(twice)} occurs {Got("twice")}.";
    }

    private static Dictionary<string, double?> ByName(IReadOnlyList<Metric> metrics) =>
        metrics.ToDictionary(metric => metric.Name, metric => double.IsFinite(metric.Value) ? metric.Value : (double?)null, StringComparer.Ordinal);
}
