using System.Globalization;
using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>How the numbers of a column are written in a text file.</summary>
/// <param name="Decimal">The decimal mark.</param>
/// <param name="Thousands">The mark between groups of three digits; empty for none.</param>
/// <param name="Prefix">A currency sign before the number; empty for none.</param>
/// <param name="Suffix">A currency or per cent sign after the number, with the blank before it; empty for none.</param>
public sealed record NumberFormat(string Decimal = ".", string Thousands = "", string Prefix = "", string Suffix = "")
{
    // Beyond it, 64-bit numbers have no fractions that matter.
    private const double Largest = 1e15;

    /// <summary>Digits and a decimal point.</summary>
    public static NumberFormat Plain { get; } = new();

    /// <summary>Whether numbers are written as digits and a decimal point only.</summary>
    public bool IsPlain => this == Plain;

    /// <summary>The format with an example, for people.</summary>
    public override string ToString() => $"{Prefix}1{Thousands}234{Decimal}5{Suffix}";

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number, finite.</param>
    /// <param name="decimals">The most digits after the decimal mark; null for as many as the number has.</param>
    /// <param name="isPadded">Whether zeros fill them up.</param>
    public string Write(double value, int? decimals = null, bool isPadded = false)
    {
        var text = decimals is { } digits && Math.Abs(value) < Largest
            ? isPadded ? value.ToString($"F{digits}", CultureInfo.InvariantCulture) : Shortest(Math.Round(value, digits))
            : Shortest(value);
        if (IsPlain) return text;
        var sign = text[0] == '-' ? "-" : "";
        var end = text.AsSpan().IndexOfAny('.', 'E') is >= 0 and var mark ? mark : text.Length;
        var (whole, rest) = (text[sign.Length..end], text[end..]);
        if (Thousands.Length > 0)
            for (var at = whole.Length - 3; at > 0; at -= 3) whole = whole.Insert(at, Thousands);
        return sign + Prefix + whole + (Decimal == "." ? rest : rest.Replace(".", Decimal, StringComparison.Ordinal)) + Suffix;
    }

    /// <summary>The number of a text that <see cref="Write"/> gave.</summary>
    internal double Read(string text)
    {
        var sign = text.StartsWith('-') ? "-" : "";
        var digits = text[(sign.Length + Prefix.Length)..^Suffix.Length];
        if (Thousands.Length > 0) digits = digits.Replace(Thousands, "", StringComparison.Ordinal);
        return double.Parse(sign + digits.Replace(Decimal, ".", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a number; NaN if it is not written so.</summary>
    internal double Parse(string text)
    {
        if (!Regex.IsMatch(text, $"^(?:{Pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))) return double.NaN;
        foreach (var mark in (string[])[Prefix.Trim(), Suffix.Trim(), Thousands])
            if (mark.Length > 0) text = text.Replace(mark, "", StringComparison.Ordinal);
        return double.Parse(text.Replace(Decimal, ".", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The pattern of the numbers, for .NET and for RE2.</summary>
    internal string Pattern
    {
        get
        {
            var whole = Thousands.Length == 0 ? "[0-9]+" : $"(?:[1-9][0-9]{{0,2}}(?:{Regex.Escape(Thousands)}[0-9]{{3}})+|[0-9]+)";
            return $@"\s*[+-]?{Blank(Prefix)}[+-]?(?:{whole}(?:{Regex.Escape(Decimal)}[0-9]*)?|{Regex.Escape(Decimal)}[0-9]+){Blank(Suffix)}\s*";
        }
    }

    // Without an exponent where people write none.
    private static string Shortest(double value) => value.ToString(value == Math.Truncate(value) && Math.Abs(value) < Largest ? "F0" : "R",
        CultureInfo.InvariantCulture);

    // The sign is optional: cells without it have the same unit.
    private static string Blank(string affix) => affix.Length == 0 ? "" : $@"(?:\s?{Regex.Escape(affix.Trim())}\s?)?";
}
