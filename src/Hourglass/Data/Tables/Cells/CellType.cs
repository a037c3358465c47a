namespace Hourglass.Data;

/// <summary>The type of the numbers that stand for the cells of a column.</summary>
internal enum CellType
{
    /// <summary>Unsigned, 8 bits; 255 is a missing cell.</summary>
    Byte,

    /// <summary>Unsigned, 16 bits; the largest number is a missing cell.</summary>
    UInt16,

    /// <summary>Unsigned, 32 bits; the largest number is a missing cell.</summary>
    UInt32,

    /// <summary>Signed, 64 bits; the least number is a missing cell.</summary>
    Int64,

    /// <summary>IEEE 754, 32 bits; NaN is a missing cell.</summary>
    Single,

    /// <summary>IEEE 754, 64 bits; NaN is a missing cell.</summary>
    Double,
}
