using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>How the cells of a column become values.</summary>
/// <param name="Kind">Numbers, dates, points in time or durations.</param>
/// <param name="Sql">
/// The value of a column as SQL, NULL where a cell has another form: DOUBLE for numbers, BIGINT for days or microseconds.
/// </param>
internal sealed record CellReading(ColumnKind Kind, Func<string, string> Sql)
{
    /// <summary>How the numbers are written.</summary>
    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    /// <summary>How dates and durations are written, as a .NET format.</summary>
    public string TimeFormat { get; init; } = "";

    /// <summary>
    /// A pattern of every cell that may be read; others are not tried. Its digits and letters are those of any cell of the same form.
    /// </summary>
    public Regex? Form { get; init; }

    /// <summary>A format that reads the same cells as other values: day before month, month before day; null if there is none.</summary>
    public string? Ambiguity { get; init; }
}
