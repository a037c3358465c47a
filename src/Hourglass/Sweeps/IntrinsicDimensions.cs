namespace Hourglass.Sweeps;

/// <summary>Estimates of the number of dimensions that the data needs locally; see <see cref="Evaluation.IntrinsicDimension"/>.</summary>
/// <param name="TwoNearestNeighbours">By the two nearest neighbours (Facco and others 2017).</param>
/// <param name="MaximumLikelihood">By maximum likelihood over several neighbours (Levina and Bickel 2004).</param>
/// <param name="Neighbours">How many neighbours the latter looks at.</param>
/// <param name="Examples">How many training examples they were taken from.</param>
public sealed record IntrinsicDimensions(double TwoNearestNeighbours, double MaximumLikelihood, int Neighbours, int Examples);
