using System.Globalization;

namespace Hourglass.Data;

/// <summary>The two words of a boolean column.</summary>
internal static class TruthWords
{
    private static readonly (string False, string True)[] Pairs =
    [
        ("0", "1"), ("false", "true"), ("no", "yes"), ("n", "y"), ("f", "t"), ("off", "on"),
        ("nein", "ja"), ("nee", "ja"), ("non", "oui"), ("no", "si"), ("no", "sí"), ("否", "是"),
    ];

    /// <summary>Two levels of which one is false and the other true, in this order; null if they are no such pair.</summary>
    public static (string False, string True)? Order(string first, string second)
    {
        var (one, other) = (Plain(first), Plain(second));
        return Pairs.Contains((one, other)) ? (first, second) : Pairs.Contains((other, one)) ? (second, first) : null;
    }

    /// <summary>The truth value that a word stands for; null if it stands for none.</summary>
    public static bool? Of(string word)
    {
        var plain = Plain(word);
        return Array.Exists(Pairs, pair => pair.True == plain) ? true : Array.Exists(Pairs, pair => pair.False == plain) ? false : null;
    }

    private static string Plain(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is 0 or 1
        ? number.ToString(CultureInfo.InvariantCulture) : text.Trim().ToLowerInvariant();
}
