namespace Hourglass.Sweeps;

/// <summary>Estimates of the local number of dimensions of the data; see <see cref="Evaluation.IntrinsicDimension"/>.</summary>
/// <param name="TwoNearestNeighbours">By the two nearest neighbours (Facco and others 2017).</param>
/// <param name="MaximumLikelihood">By maximum likelihood over several neighbours (Levina and Bickel 2004).</param>
/// <param name="Neighbours">Number of neighbours of the latter.</param>
/// <param name="Examples">Number of training examples that they are estimated from.</param>
public sealed record IntrinsicDimensions(double TwoNearestNeighbours, double MaximumLikelihood, int Neighbours, int Examples);
