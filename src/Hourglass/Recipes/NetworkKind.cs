namespace Hourglass;

/// <summary>The body of encoder and decoder.</summary>
public enum NetworkKind
{
    /// <summary>Fully connected layers.</summary>
    Dense,

    /// <summary>Convolutions, for pictures.</summary>
    Conv,

    /// <summary>Recurrent layers, for series.</summary>
    Recurrent,
}
