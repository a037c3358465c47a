namespace Hourglass.Objectives;

/// <summary>How a value goes from one level to another.</summary>
public enum RampShape
{
    /// <summary>In a straight line.</summary>
    Linear,

    /// <summary>Along half a cosine: slowly at both ends.</summary>
    Cosine,
}
