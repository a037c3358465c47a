using Hourglass.Engines;

namespace Hourglass.Training;

/// <summary>Training starts or resumes.</summary>
/// <param name="Parameters">Number of learnt parameters.</param>
/// <param name="TrainingExamples">Number of training examples.</param>
/// <param name="ValidationExamples">Number of examples held out.</param>
/// <param name="Epochs">Requested number of epochs.</param>
/// <param name="EpochsDone">Epochs already done, in a resumed run.</param>
/// <param name="Engine">What computes the steps.</param>
public sealed record RunStarted(long Parameters, int TrainingExamples, int ValidationExamples, int Epochs, int EpochsDone, EngineTaken Engine) : RunEvent;
