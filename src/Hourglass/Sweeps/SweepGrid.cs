using System.Globalization;
using System.Text.RegularExpressions;

namespace Hourglass.Sweeps;

/// <summary>
/// Syntax of the values to try: a comma-separated list of values and ranges, where <c>2..64</c> doubles (2, 4, 8, 16, 32, 64) and
/// <c>2..10:2</c> goes in steps (2, 4, 6, 8, 10). Commas inside brackets belong to the value: <c>[256,128],[512]</c> are two.
/// </summary>
public static partial class SweepGrid
{
    private const int Most = 10_000;

    /// <summary>Whole numbers, ascending and without duplicates.</summary>
    /// <param name="text">The list.</param>
    /// <param name="name">What is listed, for error messages.</param>
    /// <param name="least">The smallest allowed number, 0 or more; 1 by default.</param>
    /// <exception cref="UsageException">The text is not such a list.</exception>
    public static IReadOnlyList<int> Numbers(string text, string name, int least = 1)
    {
        var allowed = $"whole numbers from {least}";
        SortedSet<int> numbers = [];
        foreach (var value in Values(text, name, allowed))
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least) throw Refused(text, name, allowed);
            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>Values of any kind in the given order, without duplicates.</summary>
    /// <param name="text">The list.</param>
    /// <param name="name">What is listed, for error messages.</param>
    /// <exception cref="UsageException">A value is empty, or a range is invalid.</exception>
    public static IReadOnlyList<string> Values(string text, string name) => Values(text, name, "values");

    private static IReadOnlyList<string> Values(string text, string name, string allowed)
    {
        List<string> values = [];
        foreach (var item in Items(text))
        {
            if (item.Length == 0) throw Refused(text, name, allowed);
            values.AddRange(Range().Match(item) is { Success: true } range ? Expanded(range) ?? throw Refused(text, name, allowed) : [item]);
        }

        return [.. values.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The numbers of a range; null if the text is not a range.</summary>
    private static List<string>? Expanded(Match range)
    {
        var (first, last, step) = (Number(range, "first"), Number(range, "last"), Number(range, "step"));
        if (first > last || (step is null ? first < 1 : step < 1) || (last - first) / (step ?? first) > Most) return null;
        List<string> values = [];
        for (var value = first!.Value; value <= last; value = step is { } added ? value + added : value * 2)
            values.Add(value.ToString(CultureInfo.InvariantCulture));
        return values;
    }

    private static long? Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } ? long.Parse(digits, CultureInfo.InvariantCulture) : null;

    private static List<string> Items(string text)
    {
        List<string> items = [];
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '[') depth++;
            if (i < text.Length && text[i] is ']') depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            items.Add(text[start..i].Trim());
            start = i + 1;
        }

        return items;
    }

    private static UsageException Refused(string text, string name, string allowed) =>
        new($"{What(name)} is '{Got(text)}'; give {Allowed($"{allowed} separated by commas, and ranges such as 2..64 (doubling) or 2..10:2 (in steps)")}.");

    [GeneratedRegex(@"^(?<first>\d{1,9})\.\.(?<last>\d{1,9})(:(?<step>\d{1,9}))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}
