using Hourglass.Engines;

namespace Hourglass.Training;

/// <summary>Training starts, or goes on.</summary>
/// <param name="Parameters">Numbers to learn.</param>
/// <param name="TrainingExamples">Examples in an epoch.</param>
/// <param name="ValidationExamples">Examples held out.</param>
/// <param name="Epochs">Epochs asked for.</param>
/// <param name="EpochsDone">Epochs done before, in a run that goes on.</param>
/// <param name="Engine">What computes the steps.</param>
public sealed record RunStarted(long Parameters, int TrainingExamples, int ValidationExamples, int Epochs, int EpochsDone, EngineTaken Engine) : RunEvent;
