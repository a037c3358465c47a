namespace Hourglass.Reports;

/// <summary>One model of a <see cref="MetricsSection"/>.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Values">One value per row; null (or a non-finite value) shows a dash: the metric does not apply to the model.</param>
/// <param name="IsBaseline">Whether the others are compared with this one (PCA); it is marked as such.</param>
/// <param name="Note">A few words on the model, shown under its name, or null.</param>
internal sealed record ModelColumn(string Model, IReadOnlyList<double?> Values, bool IsBaseline = false, string? Note = null);
