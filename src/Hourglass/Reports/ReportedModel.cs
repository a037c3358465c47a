namespace Hourglass.Reports;

/// <summary>A trained model with everything that a report shows about it.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Note">A few words about it, such as its layers.</param>
/// <param name="Model">The model; the caller keeps ownership.</param>
/// <param name="Metrics">The metrics of <c>evaluate</c> on the test examples.</param>
/// <param name="Epochs">The metrics of each epoch of training.</param>
/// <param name="TrainingSeconds">Duration of training in seconds; 0 if unknown.</param>
/// <param name="IsBaseline">Whether the others are compared with it.</param>
public sealed record ReportedModel(
    string Name,
    string Note,
    Autoencoder Model,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> Epochs,
    double TrainingSeconds,
    bool IsBaseline = false)
{
    /// <summary>A metric's value, or null if it does not apply to the model.</summary>
    public double? Find(string metric)
    {
        foreach (var candidate in Metrics)
        {
            if (string.Equals(candidate.Name, metric, StringComparison.Ordinal)) return candidate.Value;
        }

        return null;
    }
}
