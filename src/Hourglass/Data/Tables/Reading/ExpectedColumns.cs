namespace Hourglass.Data;

/// <summary>What is known of a source before it is read: the columns of a saved schema.</summary>
/// <param name="Names">Their names.</param>
/// <param name="IsStrict">Whether a row that cannot be divided into cells is refused; otherwise its cells are missing.</param>
internal sealed record ExpectedColumns(IReadOnlyList<string> Names, bool IsStrict)
{
    private readonly HashSet<string> similar = new(Names.Select(name => name.Trim()), StringComparer.OrdinalIgnoreCase);

    /// <summary>How many of these cells are names of columns.</summary>
    public int Among(IEnumerable<string> cells) => cells.Select(cell => cell.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count(similar.Contains);

    /// <summary>Whether the file of the schema had no line of names.</summary>
    public bool AreUnnamed => Names.Select((name, i) => name == ColumnNames.Unnamed(i)).All(isUnnamed => isUnnamed);
}
