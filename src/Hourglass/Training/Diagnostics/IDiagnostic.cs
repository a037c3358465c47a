namespace Hourglass.Training.Diagnostics;

/// <summary>Looks for one kind of trouble in a trained model.</summary>
internal interface IDiagnostic
{
    /// <summary>The trouble, or null for a model without it.</summary>
    TrainingWarning? Check(DiagnosedModel diagnosed);
}
