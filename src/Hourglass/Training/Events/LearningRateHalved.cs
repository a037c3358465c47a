namespace Hourglass.Training;

/// <summary>A number was not finite; training returned to the last good weights and continues with half the learning rate.</summary>
/// <param name="Explanation">What was not finite, where, and how training continues.</param>
/// <param name="Epoch">Completed epochs of the weights that it continues from.</param>
public sealed record LearningRateHalved(MessageText Explanation, int Epoch) : RunEvent;
