namespace Hourglass.Data;

/// <summary>Levels whose order is known.</summary>
internal static class OrderedScales
{
    private static readonly string[][] Scales =
    [
        ["very low", "low", "medium low", "medium", "moderate", "medium high", "high", "very high"],
        ["none", "slight", "minor", "mild", "moderate", "major", "severe", "very severe", "extreme", "critical"],
        ["very poor", "poor", "fair", "below average", "average", "typical", "above average", "good", "very good", "excellent", "very excellent"],
        ["very bad", "bad", "neutral", "good", "very good"],
        ["never", "rarely", "seldom", "sometimes", "often", "usually", "always"],
        ["strongly disagree", "disagree", "neutral", "neither agree nor disagree", "agree", "strongly agree"],
        ["very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"],
        ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"],
        ["tiny", "small", "medium", "large", "huge"],
        ["short", "medium", "long"], ["young", "middle", "old"], ["slow", "medium", "fast"], ["cold", "cool", "mild", "warm", "hot"],
        ["first", "second", "third", "fourth", "fifth"], ["i", "ii", "iii", "iv", "v"],
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        ["beginner", "intermediate", "advanced", "expert"], ["junior", "senior"], ["bronze", "silver", "gold", "platinum"],
    ];

    /// <summary>The levels in their order; null if they are of no known scale.</summary>
    public static string[]? Order(IReadOnlyCollection<string> levels)
    {
        if (levels.Count < 3) return null;
        var scale = Array.Find(Scales, one => levels.All(level => Array.IndexOf(one, Plain(level)) >= 0));
        return scale is null || levels.DistinctBy(Plain, StringComparer.Ordinal).Count() < levels.Count ? null
            : [.. levels.OrderBy(level => Array.IndexOf(scale, Plain(level)))];
    }

    private static string Plain(string level) => level.Trim().Replace('_', ' ').Replace('-', ' ').ToLowerInvariant();
}
