using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>The ways in which numbers are written: decimal marks, groups of thousands, currency and per cent signs.</summary>
internal static partial class NumberReadings
{
    private static readonly string[] Signs =
    [
        "%", "$", "€", "£", "¥", "₹", "₽", "₩", "R$", "US$", "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "AUD", "CAD", "SEK", "NOK", "DKK", "PLN",
        "kr", "zł", "Kč", "Fr.",
    ];

    private static readonly (string Decimal, string Thousands)[] Marks =
        [(".", ""), (",", ""), (".", ","), (",", "."), (",", " "), (".", " "), (",", "\u00a0"), (".", "\u00a0"), (",", "\u202f"), (".", "\u202f"), (".", "'"),
            (".", "’"), (",", "’")];

    /// <summary>Digits and a decimal point, also with an exponent.</summary>
    public static CellReading Plain { get; } = new(ColumnKind.Number, column => $"CASE WHEN NOT contains({column}, '_') THEN TRY_CAST({column} AS DOUBLE) END");

    /// <summary>The ways in which most cells of a sample can be read as numbers, the most probable first.</summary>
    /// <param name="sample">Some cells.</param>
    /// <param name="delimiter">The character between the cells of the file.</param>
    /// <param name="share">The fraction of the cells that must fit.</param>
    public static IEnumerable<CellReading> Of(string[] sample, string delimiter, double share)
    {
        var affixes = sample.Select(cell => Affixes().Match(cell.Trim())).Where(match => match.Success).ToArray();
        if (affixes.Length < share * sample.Length) return [];
        var (prefix, suffix) = (Common(affixes, "prefix"), Common(affixes, "suffix"));
        if (prefix is null || suffix is null) return [];
        var suffixed = suffix.Length > 0 && Array.Exists(sample, cell => cell.Contains($" {suffix}", StringComparison.Ordinal)) ? $" {suffix}" : suffix;
        // A comma before three digits is a decimal mark where cells are separated by semicolons, which is why they are.
        return Marks
            .OrderBy(marks => marks == (",", "") && delimiter != ";" ? 1 : 0)
            .Select(marks => new NumberFormat(marks.Decimal, marks.Thousands, prefix, suffixed))
            .Where(format => !format.IsPlain && sample.Count(cell => Regex.IsMatch(cell, $"^{format.Pattern}$", RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1))) >= share * sample.Length)
            .Select(Reading);
    }

    /// <summary>Reads numbers of this format.</summary>
    public static CellReading Reading(NumberFormat format) => new(ColumnKind.Number, column =>
    {
        var bare = column;
        foreach (var mark in (string[])[format.Prefix.Trim(), format.Suffix.Trim(), format.Thousands, " ", "\u00a0"])
            if (mark.Length > 0) bare = $"replace({bare}, {DuckDbSession.Text(mark)}, '')";
        if (format.Decimal != ".") bare = $"replace({bare}, {DuckDbSession.Text(format.Decimal)}, '.')";
        return $"CASE WHEN regexp_full_match({column}, {DuckDbSession.Text(format.Pattern)}) THEN TRY_CAST({bare} AS DOUBLE) END";
    })
    { Numbers = format };

    /// <summary>The one sign that occurs, an empty text for none, null for several or an unknown one.</summary>
    private static string? Common(Match[] matches, string group)
    {
        string[] found = [.. matches.Select(match => match.Groups[group].Value.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
        return found switch
        {
            [] => "",
            [var one] when Signs.Contains(one, StringComparer.Ordinal) => one,
            _ => null,
        };
    }

    [GeneratedRegex(@"^[+-]?\s?(?<prefix>[^0-9+\-.,\s]*)\s?[+-]?[0-9.,'’\s]*[0-9][.,]?\s?(?<suffix>[^0-9+\-,\s]*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Affixes();
}
