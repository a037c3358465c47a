namespace Hourglass.Numerics;

/// <summary>The purposes of random numbers; each purpose has its own stream. The numbers are part of the meaning of a seed: never renumber.</summary>
internal enum RandomPurpose
{
    Initialization = 1,
    DataOrder = 2,
    TrainingStep = 3,
    Validation = 4,
    ValidationSplit = 5,

    /// <summary>Latent vectors of new examples.</summary>
    Generation = 6,

    /// <summary>Passes over a model other than training steps and measures.</summary>
    Evaluation = 7,

    Corruption = 8,
    SamplerFit = 9,
    Binarization = 10,

    /// <summary>The choice of training examples that initialise a part of a model.</summary>
    StartingExamples = 11,

    /// <summary>New examples given their latent vectors.</summary>
    Observation = 12,

    /// <summary>Conditions of new examples, chosen from existing ones.</summary>
    Conditions = 13,

    /// <summary>The choice and order of examples that a sampler is fitted to.</summary>
    SamplerOrder = 14,

    /// <summary>The zeros and ones that all models are evaluated on.</summary>
    EvaluationPixels = 15,

    /// <summary>Latent vectors of importance sampling.</summary>
    Likelihood = 16,

    /// <summary>Latent vectors of the mutual information.</summary>
    Information = 17,

    /// <summary>The choice of examples for disentanglement scores.</summary>
    ScoredFactors = 18,

    FactorVaeScore = 19,
    BetaVaeScore = 20,
    ImportanceForest = 21,

    /// <summary>The order of an epoch's examples within their blocks.</summary>
    BlockOrder = 22,

    /// <summary>The choice of rows for figures of made tables.</summary>
    TableFigures = 23,

    /// <summary>The rows that decide when to stop adding boosted trees.</summary>
    BoostedTrees = 24,

    /// <summary>Latent vectors and cells of filled tables.</summary>
    Imputation = 30,

    /// <summary>Candidates of made rows that fulfil clauses.</summary>
    LimitedRows = 31,
}
