namespace Hourglass.Objectives;

/// <summary>The point of training at which a pass is made.</summary>
/// <param name="Epoch">Epochs trained so far; fractions count steps, infinity stands for the end.</param>
/// <param name="Examples">Number of examples in the training set that the batch is from.</param>
public readonly record struct Moment(double Epoch, int Examples)
{
    /// <summary>Whether a model is judged and not trained: a code that is relaxed for the sake of gradients is then drawn as what it stands for.</summary>
    public bool IsJudgement { get; init; }
}
