using System.Globalization;

namespace Hourglass.Data;

/// <summary>Finds the level of texts that are no level letter for letter: other blanks, 1.0 for 1, other letter case, words of truth.</summary>
internal sealed class LevelMatch
{
    private readonly ColumnSchema column;
    private readonly Dictionary<string, int> trimmed;
    private readonly Dictionary<double, int> numbers;
    private readonly Dictionary<string, int> folded;
    private readonly bool?[] truth;

    public LevelMatch(ColumnSchema column)
    {
        this.column = column;
        trimmed = Unique(level => level.Trim(), StringComparer.Ordinal);
        numbers = Unique(Number, EqualityComparer<double>.Default);
        folded = Unique(level => level.Trim(), StringComparer.OrdinalIgnoreCase);
        truth = column.Kind == ColumnKind.Boolean ? [.. column.Levels.Select(TruthWords.Of)] : [];
    }

    /// <summary>The index of the level that a text stands for, and whether the text differs in more than blanks; null if there is none.</summary>
    public (int Level, bool IsOther)? Of(string text)
    {
        if (trimmed.TryGetValue(text.Trim(), out var same)) return (same, false);
        if (Number(text) is var number && !double.IsNaN(number) && numbers.TryGetValue(number, out var equal)) return (equal, false);
        if (folded.TryGetValue(text.Trim(), out var similar)) return (similar, true);
        return TruthWords.Of(text) is { } isTrue && Array.IndexOf(truth, isTrue) is >= 0 and var level ? (level, true) : null;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    /// <summary>The levels by a key, without those of which several have the same.</summary>
    private Dictionary<TKey, int> Unique<TKey>(Func<string, TKey> key, IEqualityComparer<TKey> comparer)
        where TKey : notnull => column.Levels.Select((level, i) => (Key: key(level), Index: i)).GroupBy(one => one.Key, comparer)
            .Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Index, comparer);
}
