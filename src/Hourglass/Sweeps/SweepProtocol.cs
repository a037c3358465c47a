namespace Hourglass.Sweeps;

/// <summary>How the metrics of a sweep are measured.</summary>
public sealed record SweepProtocol
{
    /// <summary>What is held out.</summary>
    public string HeldOut { get; init; } = "a part of the training split, drawn by each run's seed and never learnt from; " +
        "the best epoch is chosen on it too. The test split is not touched.";

    /// <summary>Fraction of the training split that is held out.</summary>
    public required double Validation { get; init; }

    /// <summary>Maximum number of held-out examples that metrics are measured on, chosen at random.</summary>
    public int MostHeldOut { get; init; } = 2_000;

    /// <summary>Latent draws per example for <c>nll_nats</c>.</summary>
    public int NllSamples { get; init; } = 50;

    /// <summary>Maximum number of training examples that are neighbours for <c>knn_accuracy</c>, chosen at random.</summary>
    public int MostNeighbours { get; init; } = 10_000;

    /// <summary>Number of training examples whose codes are compared between seeds, chosen at random.</summary>
    public int CodesCompared { get; init; } = 1_000;

    /// <summary>Maximum number of training examples for the intrinsic dimension, chosen at random; fewer if they have more than 2^24 values in total.</summary>
    public int IntrinsicExamples { get; init; } = 4_000;

    /// <summary>Neighbours for the maximum-likelihood estimate of the intrinsic dimension.</summary>
    public int IntrinsicNeighbours { get; init; } = 20;

    /// <summary>How each training is computed.</summary>
    public string Threads { get; init; } = "one thread per training run, so that the number of parallel runs does not change the results";
}
