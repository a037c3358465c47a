namespace Hourglass.Critics;

/// <summary>What a critic looks at.</summary>
public enum CriticInput
{
    /// <summary>Latent vectors.</summary>
    Latent,

    /// <summary>Examples.</summary>
    Example,
}
