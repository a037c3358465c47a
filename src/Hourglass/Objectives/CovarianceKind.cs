namespace Hourglass.Objectives;

/// <summary>Whose covariance a <see cref="CovarianceMismatch"/> is about.</summary>
public enum CovarianceKind
{
    /// <summary>Of the posteriors' means (DIP-VAE-I).</summary>
    Means,

    /// <summary>Of draws from the aggregate posterior: of the means, plus the mean posterior variance (DIP-VAE-II).</summary>
    Draws,
}
