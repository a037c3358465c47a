namespace Hourglass.Data;

/// <summary>
/// The rows of a table as DuckDB sees them: a table or view <c>source</c> with the columns <c>c0</c>, <c>c1</c>, ..., as text where the file is text and
/// typed where the source is typed.
/// </summary>
/// <param name="Session">The database.</param>
/// <param name="Name">The source, for messages.</param>
/// <param name="Columns">Names and DuckDB types of the columns.</param>
internal sealed record TableRelation(DuckDbSession Session, string Name, IReadOnlyList<(string Name, string Type)> Columns) : IDisposable
{
    /// <summary>The table or view.</summary>
    public const string Source = "source";

    /// <summary>The text type.</summary>
    public const string TextType = "VARCHAR";

    /// <summary>Where a row stands in the source, from its number counted from 0.</summary>
    public Func<long, string> Locate { get; init; } = row => $"row {row + 1:N0}";

    /// <summary>The character between cells in the source.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Levels of columns whose type lists them, by position.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> Levels { get; init; } = new Dictionary<int, IReadOnlyList<string>>();

    /// <summary>What was corrected when the names and cells were read.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Rows whose cells are missing because they could not be read, one sentence each.</summary>
    public IReadOnlyList<MessageText> Damage { get; init; } = [];

    /// <summary>Columns of text whose cells were numbers in the source, by position: they are written with a decimal point.</summary>
    public IReadOnlySet<int> PlainNumbers { get; init; } = new HashSet<int>();

    /// <summary>A file to delete in the end, or null.</summary>
    public IDisposable? Copies { get; init; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Columns.Select(column => column.Name)];

    public void Dispose()
    {
        Session.Dispose();
        Copies?.Dispose();
    }
}
