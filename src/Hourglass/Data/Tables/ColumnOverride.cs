using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Data;

/// <summary>What the user says about a column, in place of what its cells suggest.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">Its kind; null to keep the inferred one.</param>
public sealed record ColumnOverride(string Name, ColumnKind? Kind)
{
    private static readonly (string Word, ColumnKind? Kind)[] Words =
    [
        ("number", ColumnKind.Number), ("integer", ColumnKind.Integer), ("boolean", ColumnKind.Boolean), ("category", ColumnKind.Category),
        ("ordered", ColumnKind.OrderedCategory), ("date", ColumnKind.Date), ("duration", ColumnKind.Duration), ("text", ColumnKind.Text), ("drop", null),
    ];

    /// <summary>The words that <see cref="Parse"/> accepts.</summary>
    public static string Allowed { get; } = string.Join('|', Words.Select(word => word.Word));

    /// <summary>Whether the column is left out.</summary>
    public bool IsDropped { get; init; }

    /// <summary>The order of the levels of an ordered category; empty to sort them.</summary>
    public ValueList<string> Levels { get; init; } = [];

    /// <summary>
    /// Reads <c>NAME=KIND</c>, several separated by commas: <c>zip=category,id=drop</c>. <c>NAME=ordered:low&lt;medium&lt;high</c> gives the order of
    /// the levels.
    /// </summary>
    /// <exception cref="UsageException">The text has another form, or the kind is unknown.</exception>
    public static IReadOnlyList<ColumnOverride> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parsed = new List<ColumnOverride>();
        var pending = "";
        foreach (var piece in text.Split(','))
        {
            // A name may contain commas itself.
            pending = pending.Length == 0 ? piece : $"{pending},{piece}";
            if (!piece.Contains('=')) continue;
            parsed.Add(One(pending));
            pending = "";
        }

        return pending.Length == 0 && parsed.Count > 0 ? parsed
            : throw new UsageException($"The {What("column option")} '{Got(text)}' must be NAME={Allowed}, such as age=number; separate several with commas.");
    }

    private static ColumnOverride One(string text)
    {
        var equals = text.LastIndexOf('=');
        var (name, value) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        var (word, order) = value.Split(':', 2) is [var first, var rest] ? (first, rest) : (value, null);
        var found = Array.FindIndex(Words, one => one.Word.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (name.Length == 0 || found < 0)
            throw new UsageException($"The {What("column option")} '{text}' has the kind '{Got(word)}'; {Nearest.Hint(word, Words.Select(one => one.Word))}" +
                $"give one of {Allowed}.");
        if (order is not null && Words[found].Kind != ColumnKind.OrderedCategory)
            throw new UsageException($"The {What("column option")} '{Got(text)}' gives an order of levels; only 'ordered' takes one, such as " +
                $"size=ordered:S<M<L.");
        return new ColumnOverride(name, Words[found].Kind)
        {
            IsDropped = Words[found].Kind is null,
            Levels = order is null ? [] : [.. order.Split('<', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        };
    }
}
