namespace Hourglass.Reports;

/// <summary>The association of two columns in real and in made rows.</summary>
/// <param name="First">The first column.</param>
/// <param name="Second">The second column.</param>
/// <param name="Real">The association in real rows.</param>
/// <param name="Made">The association in made rows.</param>
internal readonly record struct AssociationDifference(string First, string Second, double Real, double Made);
