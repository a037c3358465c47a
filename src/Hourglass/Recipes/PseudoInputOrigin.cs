namespace Hourglass;

/// <summary>Initial pseudo-inputs of a VampPrior.</summary>
public enum PseudoInputOrigin
{
    /// <summary>Training examples drawn at random.</summary>
    Data,

    /// <summary>Uniform noise in [0, 1].</summary>
    Random,
}
