namespace Hourglass.Data;

/// <summary>What is known of a column while its schema is inferred; counts are over all rows.</summary>
internal sealed class ColumnDraft
{
    /// <summary>The position.</summary>
    public required int Index { get; init; }

    public required string Name { get; init; }

    /// <summary>The DuckDB type.</summary>
    public required string Type { get; init; }

    /// <summary>What the user says about it, or null.</summary>
    public ColumnOverride? Override { get; init; }

    /// <summary>Levels that the type of the source lists, or null.</summary>
    public IReadOnlyList<string>? TypeLevels { get; init; }

    /// <summary>The column as SQL.</summary>
    public string Sql => $"c{Index}";

    public bool IsText => Type == TableRelation.TextType;

    /// <summary>All rows.</summary>
    public long Rows { get; set; }

    /// <summary>Cells that are not empty.</summary>
    public long Given { get; set; }

    /// <summary>Cells with a mark for missing values.</summary>
    public long Marks { get; set; }

    /// <summary>Cells with a value of <see cref="Reading"/>, or of a typed column.</summary>
    public long Values { get; set; }

    /// <summary>Infinite numbers.</summary>
    public long Infinite { get; set; }

    public double? Least { get; set; }

    public double? Most { get; set; }

    /// <summary>Whether all numbers are whole.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The most and fewest digits after the decimal point; null for a typed column or with exponents.</summary>
    public (int Most, int Least)? Decimals { get; set; }

    /// <summary>
    /// Of a typed column: digits after the decimal point with which every number is exact, 16 if they are more than four; of times, 0 if all are whole seconds.
    /// </summary>
    public int? Digits { get; set; }

    /// <summary>What is known of the values, by which they are packed.</summary>
    public ValueFacts Facts => new(Least, Most)
    {
        Decimals = IsWhole ? 0 : IsText ? Decimals?.Most : Digits is 16 ? null : Digits,
        Are32Bit = Type == "FLOAT",
        AreSeconds = IsText ? Reading is { TimeFormat: { Length: > 0 } format } && !format.Contains('F', StringComparison.Ordinal) : Digits == 0,
    };

    /// <summary>Numbers that begin with a zero before another digit.</summary>
    public long LeadingZeros { get; set; }

    /// <summary>The estimated number of different cells.</summary>
    public long Distinct { get; set; }

    public double MeanLength { get; set; }

    public long MaxLength { get; set; }

    /// <summary>How cells become numbers or times; null for texts.</summary>
    public CellReading? Reading { get; set; }

    /// <summary>The different cells with their counts, in order; null if they were not asked for.</summary>
    public List<(string Text, long Count)>? Levels { get; set; }

    /// <summary>Marks found in a column of levels, which are not among them, with their counts.</summary>
    public List<(string Text, long Count)> LevelMarks { get; set; } = [];

    public ColumnKind Kind { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>The levels of the schema, in their order.</summary>
    public string[] Ordered { get; set; } = [];

    public List<string> Doubts { get; } = [];

    /// <summary>Cells that are neither empty nor a mark.</summary>
    public long Cells => Given - Marks;
}
