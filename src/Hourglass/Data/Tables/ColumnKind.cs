namespace Hourglass.Data;

/// <summary>What the cells of a column are; decides the unit in which <see cref="Table.ReadColumn(int, ReadOnlySpan{int}, Span{double})"/> gives
/// them.</summary>
public enum ColumnKind
{
    /// <summary>Numbers with fractions.</summary>
    Number,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Two levels: false, then true.</summary>
    Boolean,

    /// <summary>Levels without an order.</summary>
    Category,

    /// <summary>Levels in order.</summary>
    OrderedCategory,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Points in time.</summary>
    DateTime,

    /// <summary>Lengths of time, or times of day.</summary>
    Duration,

    /// <summary>Free text; left out.</summary>
    Text,

    /// <summary>Values that name the row and say nothing about it; left out.</summary>
    Identifier,

    /// <summary>The same value in every row; left out.</summary>
    Constant,

    /// <summary>No value in any row; left out.</summary>
    Empty,
}
