using System.Text;
using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>The ways in which dates, points in time and durations are written.</summary>
internal static class TimeReadings
{
    private const string IsoDuration = @"[+-]?P(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?";
    private const string ClockDuration = @"\s*[+-]?(?:([0-9]+) weeks?,? )?(?:([0-9]+) days?,? )?([0-9]+):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]+)?))?\s*";

    private const string Fraction = ".%f";

    // The format of DuckDB (strptime), of .NET, and whether day and month can be exchanged.
    private static readonly (string Parse, string Write, string? Exchanged)[] Dates =
    [
        ("%Y-%m-%d", "yyyy-MM-dd", null), ("%Y/%m/%d", "yyyy/MM/dd", null), ("%Y.%m.%d", "yyyy.MM.dd", null),
        ("%d.%m.%Y", "dd.MM.yyyy", null), ("%m/%d/%Y", "MM/dd/yyyy", "dd/MM/yyyy"), ("%d/%m/%Y", "dd/MM/yyyy", "MM/dd/yyyy"),
        ("%d-%m-%Y", "dd-MM-yyyy", "MM-dd-yyyy"), ("%m-%d-%Y", "MM-dd-yyyy", "dd-MM-yyyy"),
        ("%d %b %Y", "dd MMM yyyy", null), ("%d-%b-%Y", "dd-MMM-yyyy", null), ("%b %d, %Y", "MMM dd, yyyy", null),
        ("%d %B %Y", "dd MMMM yyyy", null), ("%B %d, %Y", "MMMM dd, yyyy", null), ("%d-%b-%y", "dd-MMM-yy", null),
        ("%d.%m.%y", "dd.MM.yy", null), ("%m/%d/%y", "MM/dd/yy", "dd/MM/yy"), ("%d/%m/%y", "dd/MM/yy", "MM/dd/yy"),
    ];

    private static readonly (string Parse, string Write)[] Times =
    [
        ("", ""), (" %H:%M:%S", " HH:mm:ss"), (" %H:%M", " HH:mm"), ("T%H:%M:%S", "'T'HH:mm:ss"), ("T%H:%M", "'T'HH:mm"), ("T%H:%M:%SZ", "'T'HH:mm:ss'Z'"),
        (" %H:%M:%S.%f", " HH:mm:ss.FFFFFF"), ("T%H:%M:%S.%f", "'T'HH:mm:ss.FFFFFF"), ("T%H:%M:%S.%fZ", "'T'HH:mm:ss.FFFFFF'Z'"),
        (" %H:%M:%S%z", " HH:mm:ss'+00:00'"), ("T%H:%M:%S%z", "'T'HH:mm:ss'+00:00'"),
        (" %H:%M:%S.%f%z", " HH:mm:ss.FFFFFF'+00:00'"), ("T%H:%M:%S.%f%z", "'T'HH:mm:ss.FFFFFF'+00:00'"), (" %I:%M %p", " hh:mm tt"), (" %I:%M:%S %p", " hh:mm:ss tt"),
    ];

    private static readonly string[] IsoFormats =
    [
        .. ((string[])["", " %H:%M:%S", "T%H:%M:%S", " %H:%M:%S.%f", "T%H:%M:%S.%f", " %H:%M", "T%H:%M"]).SelectMany(time =>
            (string[])(time.Length == 0 ? ["%Y-%m-%d"] : [$"%Y-%m-%d{time}", $"%Y-%m-%d{time}Z", $"%Y-%m-%d{time}%z"])),
    ];

    /// <summary>Eight digits: year, month, day.</summary>
    public static CellReading Digits { get; } = Date("%Y%m%d", "yyyyMMdd", null);

    /// <summary>All ways of dates and points in time.</summary>
    public static IReadOnlyList<CellReading> DatesAndTimes { get; } =
    [
        .. Dates.SelectMany(date => Times.Select(time => time.Parse.Length == 0
            ? Date(date.Parse, date.Write, date.Exchanged)
            : Moment(date.Parse + time.Parse, date.Write + time.Write, date.Exchanged is null ? null : date.Exchanged + time.Write))),
        Date("%Y-%m", "yyyy-MM", null),
    ];

    /// <summary>All ways of durations.</summary>
    public static IReadOnlyList<CellReading> Durations { get; } =
    [
        new(ColumnKind.Duration, column => Parts(column, ClockDuration)) { TimeFormat = "clock", Form = Pattern(ClockDuration) },
        new(ColumnKind.Duration, column => $"CASE WHEN length(trim({column})) > 2 THEN {Parts(column, IsoDuration)} END")
        {
            TimeFormat = "iso",
            Form = Pattern(IsoDuration),
        },
    ];

    /// <summary>Dates and points in time of ISO 8601 in any precision.</summary>
    public static CellReading Iso(ColumnKind kind) => kind == ColumnKind.Date
        ? new(kind, column => Days(column, IsoFormats))
        : new(kind, column => Microseconds(column, IsoFormats));

    /// <summary>The reading that is written in a .NET format; null if there is none.</summary>
    public static CellReading? Find(ColumnKind kind, string format) =>
        ((IEnumerable<CellReading>)[.. DatesAndTimes, Digits, .. Durations]).FirstOrDefault(one => one.Kind == kind && one.TimeFormat == format);

    private static CellReading Date(string parse, string write, string? exchanged) =>
        new(ColumnKind.Date, column => Days(column, parse))
        {
            TimeFormat = write,
            Form = FormOf(parse),
            Ambiguity = exchanged,
        };

    // A fraction of zero is often left out.
    private static IEnumerable<string> Precisions(string parse) =>
        parse.Contains(Fraction, StringComparison.Ordinal) ? [parse, parse.Replace(Fraction, "", StringComparison.Ordinal)] : [parse];

    private static CellReading Moment(string parse, string write, string? exchanged) =>
        new(ColumnKind.DateTime, column => Microseconds(column, [.. Precisions(parse)])) { TimeFormat = write, Form = FormOf(parse), Ambiguity = exchanged };

    /// <summary>A pattern of all texts that a format of strptime may read.</summary>
    private static Regex FormOf(string format)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format.AsSpan(i).StartsWith(Fraction))
            {
                pattern.Append(@"(?:\.[0-9]+)?");
                i += Fraction.Length - 1;
                continue;
            }

            pattern.Append(format[i] switch
            {
                ' ' => @"\s*",
                '%' => format[++i] switch
                {
                    'Y' => "[0-9]+",
                    'b' or 'B' or 'p' => @"\p{L}+",
                    'z' => "[+-].*",
                    _ => "[0-9]{1,2}",
                },
                var letter => Regex.Escape(letter.ToString()),
            });
        }

        return Pattern(pattern.ToString());
    }

    private static Regex Pattern(string pattern) => new($@"^\s*(?:{pattern})\s*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string Days(string column, params string[] formats) =>
        Late($"(CAST({Parsed(column, formats)} AS DATE) - DATE '1970-01-01')", Parsed(column, formats));

    private static string Microseconds(string column, params string[] formats) => Late($"epoch_us({Parsed(column, formats)})", Parsed(column, formats));

    // Years of two digits are not read as years of the first century. A quotient by zero is NULL; DuckDB computes the parsed time in it once, in a CASE twice.
    private static string Late(string value, string time) => $"({value} // CAST(year({time}) >= 1000 AS BIGINT))";

    private static string Parsed(string column, string[] formats) =>
        $"try_strptime(trim({column}), {(formats is [var one] ? DuckDbSession.Text(one) : $"[{string.Join(", ", formats.Select(DuckDbSession.Text))}]")})";

    private static string Parts(string column, string pattern)
    {
        var text = DuckDbSession.Text(pattern);
        string Group(int i, string type) => $"coalesce(TRY_CAST(regexp_extract({column}, {text}, {i}) AS {type}), 0)";
        var days = $"({Group(1, "BIGINT")} * 7 + {Group(2, "BIGINT")})";
        var minutes = $"((({days} * 24) + {Group(3, "BIGINT")}) * 60 + {Group(4, "BIGINT")})";
        var size = $"({minutes} * 60000000 + CAST(round({Group(5, "DOUBLE")} * 1000000) AS BIGINT))";
        return $"CASE WHEN regexp_full_match({column}, {text}) THEN (CASE WHEN starts_with(trim({column}), '-') THEN -1 ELSE 1 END) * {size} END";
    }
}
