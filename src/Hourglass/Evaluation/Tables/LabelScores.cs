namespace Hourglass.Evaluation;

/// <summary>How well a column is predicted from the others on held-out real rows.</summary>
/// <param name="Auc">
/// The area under the ROC curve; for more than two levels, the mean over the levels, each against the rest. Null if the held-out rows are of one level.
/// </param>
/// <param name="Accuracy">The fraction of rows whose level has the highest score.</param>
public sealed record LabelScores(double? Auc, double Accuracy);
