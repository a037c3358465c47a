using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>Minimises the objective over all weights by stochastic gradient descent, as configured by <see cref="TrainingOptions"/>.</summary>
public sealed record GradientDescent : Phase
{
    internal override bool IsClosedForm => false;

    internal override IReadOnlyList<Stage> Stages(Autoencoder model, int epochs) => [new ObjectiveStage(model, epochs)];
}
