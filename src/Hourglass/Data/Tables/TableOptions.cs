using Hourglass.Settings;

namespace Hourglass.Data;

/// <summary>How a table is read: what the user says about its columns. Names are matched exactly, else regardless of letter case.</summary>
public sealed record TableOptions
{
    /// <summary>Kinds of columns in place of the inferred ones.</summary>
    public IReadOnlyList<ColumnOverride> Columns { get; init; } = [];

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>How the columns of numbers, dates and durations become numbers of a model's rows.</summary>
    public NumberCoding Numbers { get; init; }

    /// <summary>The column with the class of each row, or null.</summary>
    public string? Label { get; init; }

    /// <summary>Columns that a conditional model is told.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Columns that are left out but whose cells are kept as text, such as an identifier to be written beside results.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Where the cells of the table lie.</summary>
    public StoreKind Store { get; init; }

    /// <summary>The folder of stores, absolute; null for that of the environment variable HOURGLASS_CACHE, else the user's cache folder.</summary>
    public string? Cache { get; init; }

    /// <summary>The table of a SQLite file with several; null if it has one.</summary>
    public string? Relation { get; init; }

    /// <summary>
    /// Whether a few cells of another type (text among numbers, infinities) become missing with a doubt in the schema; by default they are refused with
    /// their line, unless <see cref="Columns"/> gives the kind of the column.
    /// </summary>
    public bool AllowsStrayCells { get; init; }

    /// <summary>The position of the column that the user calls <paramref name="name"/>; <paramref name="purpose"/> says what it is needed for.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static int Find(IReadOnlyList<string> names, string name, MessageText purpose)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        int[] similar = [.. Enumerable.Range(0, names.Count).Where(i => names[i].Trim().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))];
        if (similar.Length == 1) return similar[0];
        var shown = string.Join(", ", names.Take(12).Select(one => $"'{one}'")) + (names.Count > 12 ? $" and {names.Count - 12} more" : "");
        throw new UsageException($"There is no {What("column")} '{Got(name)}' for {purpose}; {Nearest.Hint(name, names)}the columns are {Allowed(shown)}.");
    }
}
