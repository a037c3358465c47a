using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>A column of a table: what its cells are, how they are written, and what a model does with them.</summary>
/// <param name="Name">The name, unique in the table.</param>
/// <param name="Kind">What the cells are.</param>
public sealed record ColumnSchema(string Name, ColumnKind Kind)
{
    /// <summary>What a model does with the column.</summary>
    public ColumnUse Use { get; init; }

    /// <summary>Why the column has this kind or use, as a phrase; empty if it is plain.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The levels as written, in order; for <see cref="ColumnKind.Boolean"/> false and true, for <see cref="ColumnKind.Constant"/> the
    /// value.</summary>
    public ValueList<string> Levels { get; init; } = [];

    /// <summary>The number of rows of each level.</summary>
    public ValueList<long> Counts { get; init; } = [];

    /// <summary>The smallest value in the column's unit; null without values or if the kind has none.</summary>
    public double? Least { get; init; }

    /// <summary>The largest value in the column's unit.</summary>
    public double? Most { get; init; }

    /// <summary>Digits after the decimal mark with which every number is exact; null if that takes more than 15.</summary>
    public int? Decimals { get; init; }

    /// <summary>Whether every number is written with all <see cref="Decimals"/>, such as 5.00.</summary>
    public bool IsPadded { get; init; }

    /// <summary>Values that are far more frequent than their neighbours, in ascending order.</summary>
    public ValueList<double> Heaped { get; init; } = [];

    /// <summary>The number of rows read.</summary>
    public long Rows { get; init; }

    /// <summary>The number of rows without a value.</summary>
    public long Missing { get; init; }

    /// <summary>How a missing cell is written; an empty text by default.</summary>
    public string MissingMark { get; init; } = "";

    /// <summary>How numbers are written in text.</summary>
    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    /// <summary>How dates and durations are written, as a .NET format; empty for ISO 8601.</summary>
    public string TimeFormat { get; init; } = "";

    /// <summary>The type of a typed source (Parquet, SQL), such as INTEGER; empty for text.</summary>
    public string StoredAs { get; init; } = "";

    /// <summary>The first values of the column as written, without repetition.</summary>
    public ValueList<string> Examples { get; init; } = [];

    /// <summary>What may be wrong with the column or its reading, one sentence each.</summary>
    public ValueList<string> Doubts { get; init; } = [];

    /// <summary>The fraction of rows without a value.</summary>
    public double MissingShare => Rows == 0 ? 0 : (double)Missing / Rows;

    /// <summary>Whether a cell is one of <see cref="Levels"/>.</summary>
    public bool HasLevels => Kind is ColumnKind.Boolean or ColumnKind.Category or ColumnKind.OrderedCategory;

    /// <summary>A value in the unit of the column as it is written in text; <see cref="MissingMark"/> for NaN.</summary>
    public string Text(double value) => CellText.Of(this, value);

    /// <summary>Whether a model uses the column in any way.</summary>
    public bool IsUsed => Use != ColumnUse.LeftOut;
}
