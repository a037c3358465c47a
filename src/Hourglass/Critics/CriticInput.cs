namespace Hourglass.Critics;

/// <summary>The input of a critic.</summary>
public enum CriticInput
{
    /// <summary>Latent vectors.</summary>
    Latent,

    /// <summary>Examples.</summary>
    Example,
}
