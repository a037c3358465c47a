namespace Hourglass.Schedules;

/// <summary>Shape of a change from one value to another.</summary>
public enum RampShape
{
    /// <summary>In a straight line.</summary>
    Linear,

    /// <summary>Along half a cosine: slowly at both ends.</summary>
    Cosine,
}
