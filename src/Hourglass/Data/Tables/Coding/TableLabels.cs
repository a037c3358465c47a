using System.Globalization;

namespace Hourglass.Data;

/// <summary>The classes of rows from the column of a table that is the label.</summary>
internal static class TableLabels
{
    /// <summary>The class of rows whose label is empty.</summary>
    public const string Empty = "(empty)";

    // More values are a quantity rather than classes.
    private const int MostValues = 1000;

    /// <summary>
    /// One class per row and the names of all classes; null without a label, or if rows lack it although none did when the schema was made: they are rows to
    /// use a model on, of which the label is not known.
    /// </summary>
    /// <exception cref="UsageException">The label is a number with too many different values, or a duration.</exception>
    public static (int[]? Labels, ClassNames? Classes) Of(Table table)
    {
        if (table.Schema.Columns.FirstOrDefault(column => column.Use == ColumnUse.Label) is not { } column) return (null, null);
        var cells = table[column.Name].Read();
        if (column.Missing == 0 && Array.Exists(cells, double.IsNaN)) return (null, null);
        var names = column.HasLevels ? [.. column.Levels] : NumbersOf(column, cells);
        int? empty = cells.Any(double.IsNaN) ? names.Length : null;
        var places = column.HasLevels ? null : names.Select((name, place) => (name, place)).ToDictionary(one => one.name, one => one.place, StringComparer.Ordinal);
        int[] labels = [.. cells.Select(cell => double.IsNaN(cell) ? empty!.Value : places is null ? (int)cell : places[column.Text(cell)])];
        return (labels, [.. names, .. empty is null ? [] : (string[])[Empty]]);
    }

    /// <summary>The cell of a class, in the unit of the column; NaN for that of empty labels.</summary>
    public static double CellOf(ColumnSchema column, string name)
    {
        for (var i = 0; i < column.Levels.Count; i++)
            if (column.HasLevels && column.Levels[i] == name) return i;
        return name == Empty ? double.NaN : column.Kind switch
        {
            ColumnKind.Date => (DateTime.ParseExact(name, Format(column, "yyyy-MM-dd"), CultureInfo.InvariantCulture) - DateTime.UnixEpoch).Days,
            ColumnKind.DateTime => (DateTime.ParseExact(name, Format(column, "yyyy-MM-dd HH:mm:ss.FFFFFF"), CultureInfo.InvariantCulture) - DateTime.UnixEpoch)
                .TotalMicroseconds,
            _ => column.Numbers.Read(name),
        };

        static string Format(ColumnSchema column, string plain) => column.TimeFormat.Length > 0 ? column.TimeFormat : plain;
    }

    private static string[] NumbersOf(ColumnSchema column, double[] cells)
    {
        if (column.Kind == ColumnKind.Duration)
            throw new UsageException($"The {What("label")} '{column.Name}' is {Got("a duration")}, which is no class; give " +
                $"{Allowed("a column of classes")}.");
        double[] different = [.. cells.Where(cell => !double.IsNaN(cell)).Distinct().Order()];
        if (different.Length > MostValues)
            throw new UsageException($"The {What("label")} '{column.Name}' has {Got(different.Length.ToString("N0", CultureInfo.InvariantCulture))} different " +
                $"values, which are no classes; give {Allowed($"a column of at most {MostValues:N0}")}.");
        return [.. different.Select(column.Text).Distinct(StringComparer.Ordinal)];
    }
}
