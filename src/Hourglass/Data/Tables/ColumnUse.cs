namespace Hourglass.Data;

/// <summary>What a model does with a column.</summary>
public enum ColumnUse
{
    /// <summary>A part of each example.</summary>
    Input,

    /// <summary>The class of each example.</summary>
    Label,

    /// <summary>Told to a conditional model.</summary>
    Condition,

    /// <summary>Not used; keeps its place in written tables.</summary>
    LeftOut,
}
