namespace Hourglass.Numerics;

/// <summary>What random numbers are for; each purpose has its own stream. The numbers are part of the meaning of a seed: never renumber.</summary>
internal enum RandomPurpose
{
    Initialization = 1,
    DataOrder = 2,
    TrainingStep = 3,
    Validation = 4,
    ValidationSplit = 5,
    Generation = 6,
    Evaluation = 7,
    Corruption = 8,
    SamplerFit = 9,
}
