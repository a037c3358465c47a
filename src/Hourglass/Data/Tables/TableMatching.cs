namespace Hourglass.Data;

/// <summary>
/// How rows are read against the schema of a model. Columns are matched by name, exactly, else regardless of letter case; their order does not matter. Columns
/// that the schema lacks are ignored, those that the rows lack have missing cells, and so has whatever cannot be read as the schema says.
/// </summary>
public sealed record TableMatching
{
    /// <summary>
    /// Whether a missing column, a level that the schema lacks, a cell that cannot be read and a row of another number of cells are refused; otherwise they
    /// are read as missing cells, and <see cref="Table.Warnings"/> says so.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// Columns whose cells are kept as text, such as an identifier to be written beside results: left-out columns of the schema, or columns that it lacks,
    /// which then stand after its own.
    /// </summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Whether the cells of all columns that the schema leaves out are kept as text.</summary>
    public bool KeepsLeftOut { get; init; }

    /// <summary>Where the cells of the table lie.</summary>
    public StoreKind Store { get; init; }

    /// <summary>The folder of stores, absolute; null for that of the environment variable HOURGLASS_CACHE, else the user's cache folder.</summary>
    public string? Cache { get; init; }

    /// <summary>The table of a SQLite file with several; null if it has one.</summary>
    public string? Relation { get; init; }
}
