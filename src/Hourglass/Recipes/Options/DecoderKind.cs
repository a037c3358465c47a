namespace Hourglass;

/// <summary>How the columns of a table are decoded.</summary>
public enum DecoderKind
{
    /// <summary>In order if the model supports it, else independently.</summary>
    Auto,

    /// <summary>Each column given the code and the columns before it.</summary>
    Ordered,

    /// <summary>Each column given the code.</summary>
    Independent,
}
