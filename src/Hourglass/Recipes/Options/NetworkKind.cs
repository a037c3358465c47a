namespace Hourglass;

/// <summary>The body of encoder and decoder.</summary>
public enum NetworkKind
{
    /// <summary>Fully connected layers.</summary>
    Dense,

    /// <summary>Convolutions, for pictures.</summary>
    Conv,

    /// <summary>Convolutions (for pictures) or dense layers (for rows) with residual blocks.</summary>
    Residual,

    /// <summary>Recurrent layers, for series.</summary>
    Recurrent,

    /// <summary>Fully connected layers, each with a gate that scales its output.</summary>
    Gated,
}
