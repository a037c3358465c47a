namespace Hourglass.Reports;

/// <summary>A trained model with everything that a report tells of it.</summary>
/// <param name="Name">How the report calls it.</param>
/// <param name="Note">A few words on what it is, such as its layers.</param>
/// <param name="Model">The model; it stays the caller's.</param>
/// <param name="Metrics">What <c>evaluate</c> found on the test examples.</param>
/// <param name="Epochs">The figures of each epoch of training.</param>
/// <param name="TrainingSeconds">Seconds that training took; 0 when that is not known.</param>
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
    /// <summary>A metric's value, or null when it does not fit the model.</summary>
    public double? Find(string metric)
    {
        foreach (var candidate in Metrics)
        {
            if (string.Equals(candidate.Name, metric, StringComparison.Ordinal)) return candidate.Value;
        }

        return null;
    }
}
