namespace Hourglass.Data;

/// <summary>A column of a table: its schema and its cells.</summary>
/// <param name="Table">The table.</param>
/// <param name="Index">The position in the table.</param>
public readonly record struct TableColumn(Table Table, int Index)
{
    /// <summary>What the cells are.</summary>
    public ColumnSchema Schema => Table.Schema.Columns[Index];

    /// <summary>The name.</summary>
    public string Name => Schema.Name;

    /// <summary>All cells in the unit of the column; see <see cref="Table.ReadColumn(int, ReadOnlySpan{int}, Span{double})"/>.</summary>
    public double[] Read()
    {
        var values = new double[Table.Count];
        Table.ReadColumn(Index, 0, values);
        return values;
    }
}
