namespace Hourglass;

/// <summary>How the decoder's output is read.</summary>
public enum LossKind
{
    /// <summary>Bernoulli when every value lies in [0, 1], else Gaussian.</summary>
    Auto,

    /// <summary>Binary cross-entropy on logits.</summary>
    Bernoulli,

    /// <summary>Squared error.</summary>
    Gaussian,
}
