namespace Hourglass.Data;

/// <summary>What to select for the cells of a column, and how they are packed.</summary>
/// <param name="Sql">The expression.</param>
/// <param name="Encoding">How the cells are packed; for texts, how their ends are.</param>
/// <param name="Source">What DuckDB gives.</param>
internal sealed record CellPlan(string Sql, CellEncoding Encoding, CellPlan.Values Source)
{
    /// <summary>What DuckDB gives for a cell.</summary>
    internal enum Values
    {
        /// <summary>A floating-point number of 64 bits.</summary>
        Numbers,

        /// <summary>A whole number of 64 bits.</summary>
        Wholes,

        /// <summary>The index of a level.</summary>
        Levels,

        /// <summary>A text.</summary>
        Texts,
    }

    /// <summary>The level that each index stands for; null if they are the same.</summary>
    public int[]? Meant { get; init; }

    /// <summary>Texts as they are.</summary>
    public static CellPlan Text(string sql) => new(sql, new CellEncoding(CellType.UInt32), Values.Texts);

    /// <summary>Numbers, dates and times.</summary>
    /// <param name="kind">The kind of the column.</param>
    /// <param name="value">Its value as SQL.</param>
    /// <param name="range">What is known of its values.</param>
    public static CellPlan Of(ColumnKind kind, string value, ValueFacts range) => kind switch
    {
        ColumnKind.Number or ColumnKind.Integer => new(value, CellEncoding.Numbers(range.Least, range.Most, range.Decimals, range.Are32Bit), Values.Numbers),
        _ => new($"CAST({value} AS BIGINT)",
            CellEncoding.WholesIn(range.Least, range.Most, kind != ColumnKind.Date && range.AreSeconds ? 1_000_000 : 1), Values.Wholes),
    };

    /// <summary>Indices of levels: the texts of a column that are in a list.</summary>
    public static CellPlan Levels(string sql, int levels) => new(sql, CellEncoding.Levels(levels), Values.Levels);

    /// <summary>Creates a type of these levels, to which texts are cast.</summary>
    public static string Enumerate(DuckDbSession session, string name, IEnumerable<string> levels)
    {
        session.Execute($"CREATE TYPE {name} AS ENUM ({string.Join(", ", levels.Select(DuckDbSession.Text))})");
        return name;
    }

    /// <summary>The same with every value that DuckDB can give.</summary>
    public CellPlan Widened() => Source switch
    {
        Values.Numbers => this with { Encoding = CellEncoding.Doubles },
        Values.Wholes => this with { Encoding = CellEncoding.Wholes },
        _ => this,
    };

    /// <summary>What collects the cells.</summary>
    /// <param name="storage">Where they will lie.</param>
    /// <param name="count">Their number.</param>
    public ColumnBuilder Builder(CellStorage storage, int count) => Source == Values.Texts ? new TextBuilder(storage, count)
        : Encoding.Space(storage, count) switch
        {
            CellSpace<byte> space => Builder(space),
            CellSpace<ushort> space => Builder(space),
            CellSpace<uint> space => Builder(space),
            CellSpace<long> space => Builder(space),
            CellSpace<float> space => Builder(space),
            var space => Builder((CellSpace<double>)space),
        };

    private ColumnBuilder Builder<T>(CellSpace<T> space)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T> => Source switch
        {
            Values.Numbers => new NumberBuilder<T>(space, Encoding),
            Values.Wholes => new WholeBuilder<T>(space, Encoding),
            // DuckDB holds the indices of an enumeration in one, two or four bytes.
            _ => (Meant is null ? Encoding : CellEncoding.Levels(Meant.Length)).Type switch
            {
                CellType.Byte => new LevelBuilder<byte, T>(space, Encoding, Meant),
                CellType.UInt16 => new LevelBuilder<ushort, T>(space, Encoding, Meant),
                _ => new LevelBuilder<uint, T>(space, Encoding, Meant),
            },
        };
}
