using System.Globalization;
using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>Levels whose order is known: words of a scale, ranges and bounds of numbers, grades.</summary>
internal static partial class OrderedScales
{
    private const int FewestLevels = 3;
    private const int MostSteps = 5;

    private static readonly string[][] Scales =
    [
        ["very low", "low", "medium low", "medium", "moderate", "medium high", "high", "very high"],
        ["none", "slight", "minor", "mild", "moderate", "major", "severe", "very severe", "extreme", "critical"],
        ["very poor", "poor", "fair", "below average", "average", "typical", "above average", "good", "very good", "excellent", "very excellent"],
        ["very bad", "bad", "neutral", "good", "very good"],
        ["never", "rarely", "seldom", "sometimes", "often", "usually", "always"],
        ["strongly disagree", "disagree", "neutral", "neither agree nor disagree", "agree", "strongly agree"],
        ["very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"],
        ["regular", "slightly irregular", "moderately irregular", "irregular", "very irregular"],
        ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"],
        ["tiny", "small", "medium", "large", "huge"],
        ["short", "medium", "long"], ["young", "middle", "old"], ["slow", "medium", "fast"], ["cold", "cool", "mild", "warm", "hot"],
        ["first", "second", "third", "fourth", "fifth"], ["i", "ii", "iii", "iv", "v"],
        ["po", "fa", "ta", "av", "gd", "ex"], ["no", "mn", "av", "gd"], ["gtl", "mod", "sev"],
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        ["beginner", "intermediate", "advanced", "expert"], ["junior", "senior"], ["bronze", "silver", "gold", "platinum"],
    ];

    /// <summary>The levels in their order; null if it is not known. One that stands for nothing or for an unknown value comes first.</summary>
    /// <param name="levels">The levels.</param>
    /// <param name="column">The name of the column.</param>
    public static string[]? Order(IReadOnlyCollection<string> levels, string column)
    {
        if (Known(levels, column) is { } all) return all;
        string[] outside = [.. levels.Where(IsOutside)];
        return outside.Length == 1 && Known([.. levels.Except(outside)], column) is { } rest ? [outside[0], .. rest] : null;
    }

    /// <summary>Whether a level says that there is no value or that it is unknown, such as No_Basement.</summary>
    public static bool IsOutside(string level) => Plain(level) is var plain && (plain.StartsWith("no ", StringComparison.Ordinal)
        || plain is "unknown" or "unk" || plain.EndsWith(" unknown", StringComparison.Ordinal) || plain.EndsWith(" unk", StringComparison.Ordinal));

    private static string[]? Known(IReadOnlyCollection<string> levels, string column)
    {
        if (levels.Count < FewestLevels || levels.DistinctBy(Plain, StringComparer.Ordinal).Count() < levels.Count) return null;
        return Array.Find(Scales, one => levels.All(level => Array.IndexOf(one, Plain(level)) >= 0)) is { } scale
            ? [.. levels.OrderBy(level => Array.IndexOf(scale, Plain(level)))] : Bounds(levels) ?? (GradeName().IsMatch(column) ? Grades(levels) : null);
    }

    /// <summary>Ranges such as 18-24 and bounds such as 65+ or &lt;1, with the same words around the numbers. Numbers alone may be names.</summary>
    private static string[]? Bounds(IReadOnlyCollection<string> levels)
    {
        var parts = levels.Select(level => (Level: level, Match: Bound().Match(Plain(level)))).ToArray();
        if (Array.Exists(parts, part => !part.Match.Success)
            || parts.DistinctBy(part => (part.Match.Groups["before"].Value.Trim(), part.Match.Groups["unit"].Value.Trim().TrimEnd('s'))).Count() > 1
            || !Array.Exists(parts, part => part.Match.Groups["to"].Success || IsBelow(part.Match) || IsAbove(part.Match))) return null;
        var places = parts.Select(part => (part.Level, Place: Place(part.Match), End: Number(part.Match, part.Match.Groups["to"].Success ? "to" : "from")))
            .OrderBy(one => one.Place).ToArray();
        // Ranges do not overlap; codes such as 12-345 do.
        for (var i = 1; i < places.Length; i++)
            if (places[i - 1].Place == places[i].Place || places[i - 1].End > places[i].Place.Number) return null;
        return Array.TrueForAll(places, one => one.End >= one.Place.Number) ? [.. places.Select(one => one.Level)] : null;

        static bool IsBelow(Match match) => match.Groups["below"].Success;

        static bool IsAbove(Match match) => match.Groups["above"].Success || match.Groups["more"].Success;

        // A bound lies just below or above the range or number that it has in common with its neighbour.
        static (double Number, int Side) Place(Match match) => (Number(match, "from"), IsBelow(match) ? -1 : IsAbove(match) ? 1 : 0);

        static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Every letter from A on with the same few digits from 1 on, such as A1 to G5.</summary>
    private static string[]? Grades(IReadOnlyCollection<string> levels)
    {
        if (levels.Any(level => level.Trim() is not [>= 'A' and <= 'Z', >= '1' and <= '9'])) return null;
        var letters = levels.Select(level => level.Trim()[0]).Distinct().Count();
        var steps = levels.Select(level => level.Trim()[1]).Distinct().Count();
        return letters >= FewestLevels && steps is > 1 and <= MostSteps && levels.Count == letters * steps
            && levels.All(level => level.Trim()[0] < 'A' + letters && level.Trim()[1] <= '0' + steps)
                ? [.. levels.OrderBy(level => level.Trim(), StringComparer.Ordinal)] : null;
    }

    private static string Plain(string level) => Blanks().Replace(level.Trim().Replace('_', ' ').Replace('-', ' '), " ").ToLowerInvariant();

    [GeneratedRegex(@"^(?<before>[^0-9<>]*?)\s?(?:(?<below><=?|lt|le|less than|under|below|up to|until)|(?<above>>=?|gt|ge|more than|over|above|at least|from))?\s?" +
        @"[$€£]?(?<from>[0-9]+(?:\.[0-9]+)?)(?:\s?(?:to|–|\.\.)?\s?[$€£]?(?<to>[0-9]+(?:\.[0-9]+)?))?\s?(?<more>\+|(?:or|and) (?:more|over|older|above))?\s?" +
        @"(?<unit>[^0-9+]*?)\s?(?<more>\+|(?:or|and) (?:more|over|older|above))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();

    [GeneratedRegex("grade|rating|level|band|tier|cefr", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GradeName();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
