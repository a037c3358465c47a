using System.Text;
using System.Text.Json;
using Hourglass.Files;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>The columns of a table, in order. Compares by value; saved with a model.</summary>
/// <param name="Columns">The columns.</param>
public sealed record TableSchema(ValueList<ColumnSchema> Columns) : IChecked
{
    /// <summary>The character between the cells of a text file.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>What may be wrong with the table as a whole, one sentence each.</summary>
    public ValueList<string> Doubts { get; init; } = [];

    /// <summary>The column of this name; null if there is none.</summary>
    public ColumnSchema? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>The position of the column of this name; -1 if there is none.</summary>
    internal int PositionOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == name) return i;
        return -1;
    }

    /// <summary>The schema as JSON, on one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.Line);

    /// <summary>Reads a schema from JSON.</summary>
    /// <exception cref="HourglassException">The text is not a schema.</exception>
    public static TableSchema FromJson(string text) => Json.Guarded("The schema of a table", () =>
        Json.Convert<TableSchema>(Json.Members(Encoding.UTF8.GetBytes(text)), "The schema of a table"));

    /// <inheritdoc/>
    IEnumerable<MessageText> IChecked.Violations()
    {
        if (Columns.Count == 0) yield return "columns is empty; a table has at least one.";
        foreach (var group in Columns.GroupBy(column => column.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"columns has the name '{group.Key}' {group.Count()} times.";
        foreach (var column in Columns)
        {
            if (column.Kind == ColumnKind.Boolean && column.Levels.Count != 2)
                yield return $"columns: '{column.Name}' is boolean and has {column.Levels.Count} levels; it needs 2.";
            if (column.Counts.Count > 0 && column.Counts.Count != column.Levels.Count)
                yield return $"columns: '{column.Name}' has {column.Counts.Count} counts for {column.Levels.Count} levels.";
            if (column.Missing < 0 || column.Missing > column.Rows)
                yield return $"columns: '{column.Name}' has {column.Missing} missing cells in {column.Rows} rows.";
            if (column.Decimals is < 0 or > 15) yield return $"columns: '{column.Name}' has {column.Decimals} decimals; 0 to 15 are allowed.";
        }
    }
}
