namespace Hourglass.Data;

/// <summary>What to select for the cells of a column, and what collects them in the smallest type.</summary>
internal static class CellPlan
{
    /// <summary>Numbers, dates and times.</summary>
    /// <param name="kind">The kind of the column.</param>
    /// <param name="value">Its value as SQL.</param>
    /// <param name="count">The number of rows.</param>
    public static (string Sql, ColumnBuilder Builder) Of(ColumnKind kind, string value, int count) => kind switch
    {
        ColumnKind.Number or ColumnKind.Integer => ($"CASE WHEN isfinite({value}) THEN {value} END", new PackedBuilder<double>(count, double.NaN)),
        ColumnKind.Date => ($"CAST({value} AS INTEGER)", new PackedBuilder<int>(count, int.MinValue)),
        _ => ($"CAST({value} AS BIGINT)", new PackedBuilder<long>(count, long.MinValue)),
    };

    /// <summary>Creates a type of these levels, to which texts are cast.</summary>
    public static string Enumerate(DuckDbSession session, string name, IEnumerable<string> levels)
    {
        session.Execute($"CREATE TYPE {name} AS ENUM ({string.Join(", ", levels.Select(DuckDbSession.Text))})");
        return name;
    }

    /// <summary>Collects indices of levels, which DuckDB holds in one, two or four bytes.</summary>
    public static ColumnBuilder Levels(int levels, int count) => levels <= CellPacking.MostByteLevels ? new PackedBuilder<byte>(count, byte.MaxValue)
        : levels <= CellPacking.MostShortLevels ? new PackedBuilder<ushort>(count, ushort.MaxValue) : new PackedBuilder<uint>(count, uint.MaxValue);
}
