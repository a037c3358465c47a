namespace Hourglass.Sweeps;

/// <summary>How the figures of a sweep are taken.</summary>
public sealed record SweepProtocol
{
    /// <summary>What is held out.</summary>
    public string HeldOut { get; init; } = "a part of the training split, drawn by each run's seed and never learnt from; the best epoch is chosen on it too. The test split is not touched.";

    /// <summary>The part of the training split that is held out.</summary>
    public required double Validation { get; init; }

    /// <summary>The most held-out examples that figures are taken on, chosen at random.</summary>
    public int MostHeldOut { get; init; } = 2_000;

    /// <summary>Latent draws an example for <c>nll_nats</c>.</summary>
    public int NllSamples { get; init; } = 50;

    /// <summary>The most training examples that are neighbours for <c>knn_accuracy</c>, chosen at random.</summary>
    public int MostNeighbours { get; init; } = 10_000;

    /// <summary>Training examples whose codes are compared between seeds, chosen at random.</summary>
    public int CodesCompared { get; init; } = 1_000;

    /// <summary>The most training examples for the intrinsic dimension, chosen at random; fewer where they have more than 2^24 values together.</summary>
    public int IntrinsicExamples { get; init; } = 4_000;

    /// <summary>Neighbours for the maximum-likelihood estimate of the intrinsic dimension.</summary>
    public int IntrinsicNeighbours { get; init; } = 20;

    /// <summary>How each training is computed.</summary>
    public string Threads { get; init; } = "one thread a training, so that the number of trainings side by side changes no bit";
}
