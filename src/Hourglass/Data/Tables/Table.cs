using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>Rows of named columns, packed by column in memory or in a mapped file. Immutable; parts of it are views.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The overloads of Open and From differ in parameters that are required.")]
public sealed class Table
{
    private const string ReaderName = "the reader";
    private static readonly TableIngest InMemory = new(StoreKind.Memory, key: null, report: null, CancellationToken.None);
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

    /// <summary>
    /// What of the rows did not fit the schema that they were read against and is missing now, one sentence each; empty for other tables, whose doubts are in
    /// their schema.
    /// </summary>
    public IReadOnlyList<MessageText> Warnings { get; internal init; } = [];

    /// <summary>How the rows were read against a schema: columns that were ignored, levels in other letters.</summary>
    public IReadOnlyList<MessageText> Notes { get; internal init; } = [];

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
    /// <param name="options">What is known about the columns, and where their cells are to lie.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the reading; nothing is left then.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="UsageException">The name has another ending, a column does not exist, or the query is not a single SELECT.</exception>
    /// <exception cref="HourglassException">The data are missing, damaged, empty or inconsistent.</exception>
    public static Table Open(string path, TableOptions? options = null, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new TableOptions();
        var reading = JsonSerializer.Serialize(options with { Numbers = default, Store = default, Cache = null }, Json.Line);
        var key = options.Store == StoreKind.Memory ? null : TableKey.Of(path, reading, StoreCache.Find(options.Cache));
        var ingest = new TableIngest(options.Store, key, report, cancellation);
        return ingest.Find() ?? TableSource.Read(path, session => TableSource.Open(session, path, options.Relation, expected: null),
            relation => TableLoader.Load(relation, options, ingest), cancellation);
    }

    /// <summary>
    /// Opens rows of the same sources against the schema of a model: columns are matched by name, and the schema says what their cells are and how they are
    /// written. What the rows lack or the schema does not know is missing, and <see cref="Warnings"/> says so. Values outside the range of the schema are kept.
    /// </summary>
    /// <param name="path">The file, pattern or query.</param>
    /// <param name="schema">The columns; the table has the same.</param>
    /// <param name="matching">How strictly, and which other columns are kept.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the reading; nothing is left then.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="UsageException">The name has another ending, or the query is not a single SELECT.</exception>
    /// <exception cref="HourglassException">
    /// The data are missing, damaged or empty, or have no input column of the schema; or a strict reading finds something that does not fit.
    /// </exception>
    public static Table Open(string path, TableSchema schema, TableMatching? matching = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(schema);
        matching ??= new TableMatching();
        var reading = JsonSerializer.Serialize(matching with { Store = default, Cache = null }, Json.Line) + schema.ToJson();
        var key = matching.Store == StoreKind.Memory ? null : TableKey.Of(path, reading, StoreCache.Find(matching.Cache));
        var ingest = new TableIngest(matching.Store, key, report, cancellation);
        return ingest.Find() ?? TableSource.Read(path, session => TableSource.Open(session, path, matching.Relation, Expected(schema, matching)),
            relation => MatchedLoader.Load(relation, schema, matching, ingest), cancellation);
    }

    /// <summary>Whether <see cref="Open(string, TableOptions?, Action{RowsDone}?, CancellationToken)"/> reads what this text names, by its form alone.</summary>
    public static bool Accepts(string path) => path is not null && TableFiles.Accepts(path);

    /// <summary>
    /// Makes a table of values, such as the rows that a model makes. They are rounded to what their column holds: whole numbers, its decimals, whole days,
    /// microseconds.
    /// </summary>
    /// <param name="schema">The columns.</param>
    /// <param name="columns">
    /// One array per column, in the order of the schema, in the unit of the column as <see cref="ReadColumn(int, ReadOnlySpan{int}, Span{double})"/> gives
    /// them; NaN for a missing cell. Those of columns that were left out are not read and can be null or empty.
    /// </param>
    /// <exception cref="UsageException">
    /// The numbers of columns or rows differ, no column is used, or a value is infinite, no index of a level, or a date outside the years 1 to 9999.
    /// </exception>
    public static Table Of(TableSchema schema, IReadOnlyList<double[]?> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != schema.Columns.Count)
            throw new UsageException($"The values are of {Got(columns.Count)} columns and the {What("schema")} has {Allowed(schema.Columns.Count)}; give one " +
                $"array per column.");
        var used = schema.Columns.Select((column, i) => (column, i)).FirstOrDefault(one => one.column.IsUsed);
        if (used.column is null) throw new UsageException($"The {What("schema")} has {Got("no used column")}; give {Allowed("one with at least one")}.");
        var count = columns[used.i]?.Length ?? 0;
        return new Table(schema, [.. schema.Columns.Select((column, i) => !column.IsUsed ? LeftOut(column, count)
            : columns[i] is { } values && values.Length == count ? CellPacking.Of(column, values)
                : throw new UsageException($"The {What($"column '{column.Name}'")} has {Got(columns[i]?.Length ?? 0)} values and '{used.column.Name}' " +
                    $"{Allowed(count)}; give one value per row."))], rows: null);

        static ColumnCells LeftOut(ColumnSchema column, int count) =>
            column is { Kind: ColumnKind.Constant, Levels: [var value, ..] } ? new ConstantCells(count, value) : new NoCells(count);
    }

    /// <summary>Reads the remaining rows of a reader of any database.</summary>
    /// <param name="reader">The reader; it stays open.</param>
    /// <param name="options">What is known about the columns.</param>
    /// <exception cref="HourglassException">There are no columns or no rows, or a column cannot be read.</exception>
    public static Table From(DbDataReader reader, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new TableOptions();
        return TableSource.Read(ReaderName, session => RowIngest.Open(session, ReaderName, reader), relation => TableLoader.Load(relation, options, InMemory));
    }

    /// <summary>Reads the remaining rows of a reader against the schema of a model, as <see cref="Open(string, TableSchema, TableMatching?, Action{RowsDone}?, CancellationToken)"/> does.</summary>
    /// <param name="reader">The reader; it stays open.</param>
    /// <param name="schema">The columns; the table has the same.</param>
    /// <param name="matching">How strictly, and which other columns are kept.</param>
    /// <exception cref="HourglassException">There are no rows or no input column of the schema; or a strict reading refuses something.</exception>
    public static Table From(DbDataReader reader, TableSchema schema, TableMatching? matching = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(schema);
        return TableSource.Read(ReaderName, session => RowIngest.Open(session, ReaderName, reader),
            relation => MatchedLoader.Load(relation, schema, matching ?? new TableMatching(), InMemory));
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
        options ??= new TableOptions();
        return TableSource.Read(typeof(T).Name, session => ObjectSource.Open(session, items), relation => TableLoader.Load(relation, options, InMemory));
    }

    /// <summary>Reads objects against the schema of a model, as <see cref="Open(string, TableSchema, TableMatching?, Action{RowsDone}?, CancellationToken)"/> does.</summary>
    /// <param name="items">The objects, one per row.</param>
    /// <param name="schema">The columns; the table has the same.</param>
    /// <param name="matching">How strictly, and which other columns are kept.</param>
    /// <exception cref="HourglassException">There are no objects or no input column of the schema; or a strict reading refuses something.</exception>
    public static Table From<T>(IEnumerable<T> items, TableSchema schema, TableMatching? matching = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(schema);
        return TableSource.Read(typeof(T).Name, session => ObjectSource.Open(session, items),
            relation => MatchedLoader.Load(relation, schema, matching ?? new TableMatching(), InMemory));
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

        return new Table(Schema, cells, chosen) { Warnings = Warnings, Notes = Notes };
    }

    /// <summary>These columns, in this order.</summary>
    /// <param name="names">Their names, exact or regardless of letter case.</param>
    /// <exception cref="UsageException">There is no name or no such column, or a name is given twice.</exception>
    public Table SelectColumns(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) throw new UsageException($"There are {Got("no")} {What("names of columns")}; give {Allowed("at least one")}.");
        int[] chosen = [.. names.Select(name => this[name].Index)];
        return new Table(Unique(Schema with { Columns = [.. chosen.Select(i => Schema.Columns[i])] }), [.. chosen.Select(i => cells[i])], rows);
    }

    /// <summary>These columns, and those of another table to the right of them; row by row.</summary>
    /// <param name="other">A table with as many rows.</param>
    /// <exception cref="UsageException">The number of rows differs, or both have a column of the same name.</exception>
    public Table WithColumns(Table other)
    {
        ArgumentNullException.ThrowIfNull(other);
        RequireRowsOf(other);
        return new Table(Unique(Schema with { Columns = [.. Schema.Columns, .. other.Schema.Columns] }), [.. Ordered(), .. other.Ordered()], rows: null);
    }

    /// <summary>These columns, and columns of 32-bit numbers to the right of them, such as the codes of the rows.</summary>
    /// <param name="names">Names of the new columns.</param>
    /// <param name="values">[rows, columns]; NaN for a missing cell.</param>
    /// <exception cref="UsageException">The numbers of rows or columns differ, a name is taken, or a value is infinite.</exception>
    public Table WithNumbers(IReadOnlyList<string> names, float[,] values)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        if (values.GetLength(1) != names.Count)
            throw new UsageException($"There are {Got(names.Count)} {What("names")} for {Allowed(values.GetLength(1))} columns of numbers; give one each.");
        if (names.Count == 0) return this;
        var schema = new TableSchema([.. names.Select(name => new ColumnSchema(name, ColumnKind.Number) { StoredAs = "FLOAT" })]);
        return WithColumns(Of(schema, [.. names.Select((_, column) =>
            Enumerable.Range(0, values.GetLength(0)).Select(row => (double)values[row, column]).ToArray())]));
    }

    /// <summary>
    /// The same rows, with the cells of columns that were left out taken from the same rows of another table, which kept them
    /// (<see cref="TableOptions.Keep"/>): identifiers and texts carried along beside what a model has made of the rows. Columns are matched by name.
    /// </summary>
    /// <param name="source">A table with as many rows.</param>
    /// <exception cref="UsageException">The number of rows differs.</exception>
    public Table WithTextOf(Table source)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireRowsOf(source);
        var (own, kept) = (Ordered(), source.Ordered());
        for (var i = 0; i < own.Length; i++)
        {
            if (Schema.Columns[i].IsUsed) continue;
            var j = Enumerable.Range(0, kept.Length).FirstOrDefault(j => source.Schema.Columns[j].Name == Schema.Columns[i].Name, -1);
            if (j >= 0 && kept[j].HasTexts) own[i] = kept[j];
        }

        return new Table(Schema, own, rows: null);
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

    /// <summary>The same table with more notes.</summary>
    internal Table Noting(IEnumerable<MessageText> more) => new(Schema, cells, rows) { Warnings = Warnings, Notes = [.. Notes, .. more] };

    private static TableSchema Unique(TableSchema schema) =>
        schema.Columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is not { } twice ? schema
            : throw new UsageException($"The {What("column")} '{Got(twice.Key)}' would occur {twice.Count()} times in the table; {Allowed("give each name once")}.");

    /// <summary>The cells of all columns in the order of the rows.</summary>
    private ColumnCells[] Ordered() => rows is null ? [.. cells] : Array.ConvertAll(cells, ColumnCells (one) => new OrderedCells(one, rows));

    private void RequireRowsOf(Table other)
    {
        if (other.Count != Count)
            throw new UsageException($"The other {What("table")} has {Got(other.Count)} rows and this one {Allowed(Count)}; give tables of the same rows.");
    }

    private static ExpectedColumns Expected(TableSchema schema, TableMatching matching) =>
        new([.. schema.Columns.Select(column => column.Name)], matching.IsStrict);
}
