namespace Hourglass;

/// <summary>How the decoder's output is read.</summary>
public enum LossKind
{
    /// <summary>Bernoulli when every value lies in [0, 1], else Gaussian.</summary>
    Auto,

    /// <summary>Binary cross-entropy on logits.</summary>
    Bernoulli,

    /// <summary>The density on [0, 1] that binary cross-entropy lacks a constant to be.</summary>
    ContinuousBernoulli,

    /// <summary>Squared error: one fixed standard deviation.</summary>
    Gaussian,

    /// <summary>One standard deviation of all features, learnt.</summary>
    LearnedGaussian,

    /// <summary>A standard deviation for each feature of each example, learnt.</summary>
    HeteroscedasticGaussian,

    /// <summary>Absolute error: one fixed scale.</summary>
    Laplace,

    /// <summary>256 grey levels with the mass of a logistic distribution, its scale learnt for each feature.</summary>
    DiscretizedLogistic,

    /// <summary>A probability for each of a few values.</summary>
    Categorical,

    /// <summary>How unlike pictures are to the eye, at several scales.</summary>
    MsSsim,
}
