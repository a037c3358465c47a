namespace Hourglass.Numerics;

/// <summary>What random numbers are for; each purpose has its own stream. The numbers are part of the meaning of a seed: never renumber.</summary>
internal enum RandomPurpose
{
    Initialization = 1,
    DataOrder = 2,
    TrainingStep = 3,
    Validation = 4,
    ValidationSplit = 5,

    /// <summary>Latent vectors of new examples.</summary>
    Generation = 6,

    /// <summary>Passes over a model that are no step of training and no measure of their own.</summary>
    Evaluation = 7,

    Corruption = 8,
    SamplerFit = 9,
    Binarization = 10,

    /// <summary>Which training examples a part of a model starts from.</summary>
    StartingExamples = 11,

    /// <summary>What new examples look like, given their latent vectors.</summary>
    Observation = 12,

    /// <summary>What new examples are told, of what existing ones were.</summary>
    Conditions = 13,

    /// <summary>Which examples a sampler is fitted to, and in which order.</summary>
    SamplerOrder = 14,

    /// <summary>The zeros and ones that all models are judged on.</summary>
    JudgedPixels = 15,

    /// <summary>Latent vectors of importance sampling.</summary>
    Likelihood = 16,

    /// <summary>Latent vectors of the mutual information.</summary>
    Information = 17,

    /// <summary>Which examples disentanglement is measured on.</summary>
    ScoredFactors = 18,

    FactorVaeScore = 19,
    BetaVaeScore = 20,
    ImportanceForest = 21,

    /// <summary>The order of an epoch's examples within their blocks.</summary>
    BlockOrder = 22,
}
