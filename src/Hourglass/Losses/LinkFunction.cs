namespace Hourglass.Losses;

/// <summary>What one number of a decoder's output is to the mean of its feature.</summary>
public enum LinkFunction
{
    /// <summary>The mean itself.</summary>
    Identity,

    /// <summary>The logit of the mean, log p / (1 - p).</summary>
    Logit,
}
