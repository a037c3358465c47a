namespace Hourglass;

/// <summary>How a denoising autoencoder's input is corrupted.</summary>
internal enum NoiseKind
{
    /// <summary>Normal noise on every feature.</summary>
    Gaussian,

    /// <summary>Features set to 0.</summary>
    Masking,

    /// <summary>Features set to 0 or 1.</summary>
    Salt,
}
