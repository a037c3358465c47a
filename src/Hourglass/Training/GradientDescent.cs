namespace Hourglass.Training;

/// <summary>Minimises the objective over all weights by stochastic gradient descent, as <see cref="TrainingOptions"/> say.</summary>
public sealed record GradientDescent : Phase;
