using System.Text.RegularExpressions;

namespace Hourglass.Tables;

/// <summary>What the cell of a column must be in made rows, such as smoker=yes or age&gt;=60.</summary>
/// <param name="Column">The column.</param>
/// <param name="Comparison">How its cell is compared.</param>
/// <param name="Value">The value as it is written in the table; a number or a date also in its plain form (1234.5, 2020-01-31).</param>
public sealed partial record RowClause(string Column, Comparison Comparison, string Value)
{
    private static readonly Dictionary<string, Comparison> Signs = new(StringComparer.Ordinal)
    {
        ["="] = Comparison.Equal,
        ["<"] = Comparison.Less,
        ["<="] = Comparison.LessOrEqual,
        [">"] = Comparison.Greater,
        [">="] = Comparison.GreaterOrEqual,
    };

    /// <summary>Reads clauses that are separated by commas, such as <c>age&gt;=60,smoker=yes</c>; a comma before a part without a comparison belongs to a value.</summary>
    /// <exception cref="UsageException">A clause has no column, no comparison or no value.</exception>
    public static IReadOnlyList<RowClause> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new List<string>();
        foreach (var part in text.Split(','))
        {
            if (parts.Count > 0 && !Form().IsMatch(part)) parts[^1] += $",{part}";
            else parts.Add(part);
        }

        return [.. parts.Select(One)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Column}{Signs.First(sign => sign.Value == Comparison).Key}{Value}";

    private static RowClause One(string text) => Form().Match(text) is { Success: true } found && found.Groups["value"].Value.Trim().Length > 0
        ? new RowClause(found.Groups["column"].Value.Trim(), Signs[found.Groups["sign"].Value], found.Groups["value"].Value.Trim())
        : throw new UsageException($"The {What("clause")} '{Got(text)}' is not a column, a comparison and a value; give one such as " +
            $"{Allowed("smoker=yes or age>=60")}; =, <, <=, > and >= are known.");

    [GeneratedRegex("^(?<column>[^=<>]*[^=<>\\s][^=<>]*)(?<sign><=|>=|=|<|>)(?<value>[^=<>].*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
