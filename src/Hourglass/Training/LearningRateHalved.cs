namespace Hourglass.Training;

/// <summary>A number was not finite; training went back to the last good weights and goes on with half the learning rate.</summary>
/// <param name="Explanation">What was not finite, where, and what is done.</param>
/// <param name="Epoch">Whole epochs at the weights it goes on from.</param>
public sealed record LearningRateHalved(string Explanation, int Epoch) : RunEvent;
