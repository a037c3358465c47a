namespace Hourglass;

/// <summary>How the gradient of an importance-weighted bound is estimated.</summary>
public enum GradientKind
{
    /// <summary>By differentiating the bound at the draws.</summary>
    Standard,

    /// <summary>For the encoder, by the doubly reparameterised estimator, which has lower variance (Tucker et al. 2019).</summary>
    DReG,
}
