namespace Hourglass;

/// <summary>Where the pseudo-inputs of a VampPrior start.</summary>
public enum PseudoInputs
{
    /// <summary>Training examples drawn at random.</summary>
    Data,

    /// <summary>Uniform noise in [0, 1].</summary>
    Random,
}
