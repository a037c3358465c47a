namespace Hourglass.Objectives;

/// <summary>Similarity of two latent vectors at distance d; 1 for equal ones.</summary>
public enum KernelKind
{
    /// <summary>exp(-d^2 / (2 l)), l being the latent dimensions: as wide as a standard normal code.</summary>
    Rbf,

    /// <summary>
    /// The mean of c / (c + d^2) over c = 2 l s with s = 0.1, 0.2, 0.5, 1, 2, 5, 10: inverse multiquadrics, whose heavy tails reach
    /// codes far from the prior (Tolstikhin et al. 2018, section 4).
    /// </summary>
    Imq,
}
