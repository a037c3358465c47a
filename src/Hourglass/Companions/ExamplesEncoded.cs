namespace Hourglass.Companions;

/// <summary>Some of the training examples of a fit are encoded.</summary>
/// <param name="Done">Their number.</param>
/// <param name="Total">Total number of examples that the fit uses.</param>
public sealed record ExamplesEncoded(int Done, int Total) : FitEvent;
