namespace Hourglass.Losses;

/// <summary>How a decoder's output relates to the mean of its feature.</summary>
public enum LinkFunction
{
    /// <summary>The mean itself.</summary>
    Identity,

    /// <summary>The logit of the mean, log p / (1 - p).</summary>
    Logit,
}
