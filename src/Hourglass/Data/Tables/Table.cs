using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Rows of named columns in memory, packed by column. Immutable; parts of it are views.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The overloads of From differ in their first parameter, which is required.")]
public sealed class Table
{
    private readonly ColumnCells[] cells;
    private readonly int[]? rows;

    internal Table(TableSchema schema, ColumnCells[] cells, int[]? rows)
    {
        Schema = schema;
        this.cells = cells;
        this.rows = rows;
        Count = rows?.Length ?? (cells.Length == 0 ? 0 : cells[0].Count);
    }

    /// <summary>The columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The columns, with their cells.</summary>
    public IReadOnlyList<TableColumn> Columns => [.. Enumerable.Range(0, cells.Length).Select(i => new TableColumn(this, i))];

    /// <summary>The column of this name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public TableColumn this[string name] => new(this, TableOptions.Find([.. Schema.Columns.Select(column => column.Name)], name, "this table"));

    /// <summary>
    /// Opens a .csv, .tsv, .json, .jsonl (also with .gz), .parquet, .sqlite or .db file, a pattern of files such as <c>data/*.csv</c>, a table of a SQLite
    /// file (<c>FILE.sqlite:TABLE</c>), or the result of a query over files (<c>sql:SELECT ... FROM 'FILE'</c>). Nothing is changed, fetched or executed.
    /// </summary>
    /// <param name="path">The file, pattern or query.</param>
    /// <param name="options">What is known about the columns.</param>
    /// <exception cref="UsageException">The name has another ending, a column does not exist, or the query is not a single SELECT.</exception>
    /// <exception cref="HourglassException">The data are missing, damaged, empty or inconsistent.</exception>
    public static Table Open(string path, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new TableOptions();
        var files = TableFiles.Find(path) ?? throw new UsageException($"The {What("data")} '{Got(path)}' are no table; give {TableFiles.Allowed}.");
        foreach (var file in files.Paths) InputFile.Read(file, stream => stream.Length);
        if (files.Format == TableStorage.Sqlite && files.Paths.Length > 1)
            throw new UsageException($"The {What("pattern")} '{Got(path)}' fits {files.Paths.Length} SQLite files; give one.");
        return Load(path, options, session => files.Format switch
        {
            TableStorage.Text => CsvSource.Open(session, path, files.Paths),
            TableStorage.Json => JsonSource.Open(session, path, files.Paths),
            TableStorage.Parquet => ParquetSource.Open(session, path, files.Paths),
            TableStorage.Sqlite => SqliteSource.Open(session, files.Paths[0], files.Detail ?? options.Relation),
            _ => SqlSource.Open(session, files.Detail!),
        });
    }

    /// <summary>Whether <see cref="Open"/> reads what this text names, by its form alone.</summary>
    public static bool Accepts(string path) => path is not null && (path.StartsWith(TableFiles.SqlPrefix, StringComparison.OrdinalIgnoreCase)
        || TableFiles.FormatOf(path) is not null
        || (path.LastIndexOf(':') is > 0 and var colon && TableFiles.FormatOf(path[..colon]) == TableStorage.Sqlite));

    /// <summary>Reads the remaining rows of a reader of any database.</summary>
    /// <param name="reader">The reader; it stays open.</param>
    /// <param name="options">What is known about the columns.</param>
    /// <exception cref="HourglassException">There are no columns or no rows, or a column cannot be read.</exception>
    public static Table From(DbDataReader reader, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.FieldCount == 0) throw new HourglassException("The reader has no columns; a table needs at least one.");
        (string, Type)[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetFieldType(i)))];
        return Load("the reader", options ?? new TableOptions(), session => RowIngest.Open(session, "the reader", columns, Rows()));

        IEnumerable<object?[]> Rows()
        {
            var row = new object[columns.Length];
            while (reader.Read())
            {
                reader.GetValues(row);
                yield return row;
            }
        }
    }

    /// <summary>
    /// Reads objects: each public property is a column, in the order of declaration. Null is missing, an enumeration is a category with all of its levels, and
    /// properties of other types than numbers, truth values, texts, dates and times are read as text.
    /// </summary>
    /// <param name="items">The objects, one per row.</param>
    /// <param name="options">What is known about the columns.</param>
    /// <exception cref="HourglassException">There are no public properties or no objects, or a column cannot be read.</exception>
    public static Table From<T>(IEnumerable<T> items, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Load(typeof(T).Name, options ?? new TableOptions(), session => ObjectSource.Open(session, items));
    }

    /// <summary>These rows, in this order, as a view.</summary>
    /// <param name="positions">Positions in this table; a row may occur several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position lies outside the table.</exception>
    public Table Select(ReadOnlySpan<int> positions)
    {
        var chosen = positions.ToArray();
        for (var i = 0; i < chosen.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(chosen[i], nameof(positions));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chosen[i], Count, nameof(positions));
            if (rows is not null) chosen[i] = rows[chosen[i]];
        }

        return new Table(Schema, cells, chosen);
    }

    /// <summary>
    /// Reads cells of a column in its unit: a number as it is; false and true as 0 and 1; a level as its index; a date as days and a point in time as
    /// microseconds since the beginning of 1970 (exact within 285 years of it); a duration in microseconds; NaN where the cell is missing or its column was
    /// left out.
    /// </summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="positions">The rows to read.</param>
    /// <param name="destination">One value per row.</param>
    public void ReadColumn(int column, ReadOnlySpan<int> positions, Span<double> destination)
    {
        if (rows is null)
        {
            cells[column].Read(positions, destination);
            return;
        }

        var mapped = positions.Length <= 1024 ? stackalloc int[positions.Length] : new int[positions.Length];
        for (var i = 0; i < mapped.Length; i++) mapped[i] = rows[positions[i]];
        cells[column].Read(mapped, destination);
    }

    /// <summary>Reads consecutive cells of a column, from row <paramref name="start"/> on.</summary>
    public void ReadColumn(int column, int start, Span<double> destination)
    {
        if (rows is null) cells[column].Read(start, destination);
        else cells[column].Read(rows.AsSpan(start, destination.Length), destination);
    }

    /// <summary>A cell as it is written in text; the column's mark for a missing one.</summary>
    public string Text(int row, int column)
    {
        var place = rows is null ? row : rows[row];
        var schema = Schema.Columns[column];
        if (!schema.IsUsed) return cells[column].Text(place) ?? schema.MissingMark;
        Span<double> value = stackalloc double[1];
        cells[column].Read([place], value);
        return CellText.Of(schema, value[0]);
    }

    /// <summary>
    /// Writes the table to a .csv, .tsv or .parquet file, whole or not at all: the same columns in the same order, with the same types, levels and formats.
    /// Columns that were left out keep their place; their cells are empty unless they were kept or constant.
    /// </summary>
    /// <exception cref="UsageException">The name has another ending.</exception>
    /// <exception cref="HourglassException">The file cannot be written.</exception>
    public void Write(string path) => TableWriter.Write(this, path);

    private static Table Load(string name, TableOptions options, Func<DuckDbSession, TableRelation> open)
    {
        using var session = new DuckDbSession();
        try
        {
            using var relation = open(session);
            return TableLoader.Load(relation, options);
        }
        catch (DuckDBException e)
        {
            throw new HourglassException($"'{name}' cannot be read ({DuckDbSession.Reason(e)}); check the data.", e);
        }
        catch (IOException e)
        {
            throw new HourglassException($"'{name}' cannot be read ({e.Message.TrimEnd('.')}); check the path and the space for temporary files.", e);
        }
    }
}
