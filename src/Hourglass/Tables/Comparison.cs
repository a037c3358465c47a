namespace Hourglass.Tables;

/// <summary>How a cell is compared with a value.</summary>
public enum Comparison
{
    /// <summary>The cell is the value.</summary>
    Equal,

    /// <summary>The cell is below the value.</summary>
    Less,

    /// <summary>The cell is the value or below it.</summary>
    LessOrEqual,

    /// <summary>The cell is above the value.</summary>
    Greater,

    /// <summary>The cell is the value or above it.</summary>
    GreaterOrEqual,
}
