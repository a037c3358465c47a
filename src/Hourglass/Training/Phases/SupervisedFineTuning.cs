using Hourglass.Numerics;
using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>
/// Puts a softmax head on the code and trains it and the encoder to predict the class (Vincent et al. 2010, section 3.4). The
/// decoder's output for the code is meaningless afterwards.
/// </summary>
/// <param name="Classes">Number of classes; at least 2.</param>
/// <param name="Epochs">Epochs; at least 1.</param>
/// <param name="Names">The classes' names in order, or null.</param>
public sealed record SupervisedFineTuning(int Classes, int Epochs, ValueList<string>? Names = null) : Phase
{
    internal override bool IsClosedForm => false;

    internal override IReadOnlyList<Stage> Stages(Autoencoder model, int epochs) => [new ClassifierStage(model, Epochs)];
}
