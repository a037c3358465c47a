namespace Hourglass.Engines.Fused.Memory;

/// <summary>What a step draws random numbers for; the numbers are part of the meaning of a seed.</summary>
internal enum NoisePurpose
{
    /// <summary>Latent vectors.</summary>
    Latent = 1,

    /// <summary>Damage to the input.</summary>
    Corruption = 2,

    /// <summary>Grey values turned to 0 and 1.</summary>
    Binarization = 3,

    /// <summary>Draws from the prior.</summary>
    Prior = 4,

    /// <summary>What is dropped of hidden layers: the first layer's number, from which the others count up.</summary>
    Dropout = 1 << 16,
}
