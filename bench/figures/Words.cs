using Hourglass.Pages;

namespace Hourglass.Figures;

/// <summary>Rows and what they reached in words, for the page and for the terminal.</summary>
internal static class Words
{
    private const int CommitDigits = 7;

    /// <summary>Options that <c>train</c> has by a name of their own, in the order in which they are written.</summary>
    private static readonly string[] Switches = ["latent", "epochs", "batch"];

    /// <summary>The heads of <see cref="Line"/>.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["row", "what", "ours", "published or bar", "difference", "budget used", "training", "source"];

    /// <summary>A row of the table for people: name, title, our figure, the published one or the bar, difference, budget, seconds, source.</summary>
    public static string[] Line(Row row, RowResult? result) => result?.Last is not { } last
        ? [row.Id, row.Title, MarkdownTable.Nothing, Held(row), "not run", Budget(row, null), MarkdownTable.Nothing, row.Source]
        : [row.Id, row.Title, Ours(row, last), Held(row), Difference(row, last),
            Budget(row, last) + (result.MeantOtherThan(row) ? ", with options that had another meaning" : ""), Seconds(last), row.Source];

    /// <summary>Our figure.</summary>
    public static string Ours(Row row, Point point) => row.Figure.Text(row.Figure.Of(point));

    /// <summary>The published range or the bar in words.</summary>
    public static string Held(Row row) => row.Figure.Published?.Text ?? (row.Figure.Bar is { } bar ? $"bar {bar.Text}" : MarkdownTable.Nothing);

    /// <summary>How far our figure lies outside what is published or barred; nothing is said before the end of the budget.</summary>
    public static string Difference(Row row, Point point)
    {
        if ((row.Figure.Published ?? row.Figure.Bar) is not { } range) return MarkdownTable.Nothing;
        if (!row.IsEnd(point)) return "in progress";
        var distance = range.Distance(row.Figure.Of(point));
        if (row.Figure.Published is null) return distance == 0 ? "reached" : $"missed by {row.Figure.Text(Math.Abs(distance))}";
        var rounded = Math.Round(distance, row.Figure.Decimals);
        if (rounded == 0) return "agrees";
        return Agrees(row, point) ? $"{Signed(row, rounded)}, agrees" : Signed(row, rounded);
    }

    /// <summary>Whether our figure lies in the published range or no further outside than its spread, as far as its digits tell.</summary>
    public static bool Agrees(Row row, Point point) =>
        row.Figure.Published is { } published
            && Math.Abs(published.Distance(row.Figure.Of(point))) <= Math.Max(row.Figure.Spread, 0.5 * Math.Pow(10, -row.Figure.Decimals));

    /// <summary>The epochs used, of how many, and the draws of the estimate where it is one.</summary>
    public static string Budget(Row row, Point? point)
    {
        if (row.Epochs is not { } epochs) return "closed form";
        var draws = point is null ? "" : Draws(point) is { } samples ? $", {samples:N0} draws" : "";
        return point is not null && row.IsEnd(point) ? $"all {epochs.Paper:N0} epochs{draws}" : $"{point?.Epochs ?? 0:N0} of {epochs.Paper:N0} epochs{draws}";
    }

    /// <summary>The draws of a point's estimate; null where it is none.</summary>
    public static double? Draws(Point point) => point.Metrics.TryGetValue("nll_samples", out var samples) ? samples : null;

    /// <summary>Seconds of training.</summary>
    public static string Seconds(Point point) => $"{point.Seconds:N0} s";

    /// <summary>The spread and who measured it.</summary>
    public static string Spread(Row row) => row.Figure.SpreadBasis is { } basis ? $"{row.Figure.Spread}: {basis}" : MarkdownTable.Nothing;

    /// <summary>The command that trains a row by hand, as a person would type it.</summary>
    public static string Command(Row row)
    {
        IEnumerable<KeyValuePair<string, string>> settings = row.Epochs is { } epochs ? row.Settings.Append(new("epochs", $"{epochs.Paper}")) : row.Settings;
        var switches = Switches.SelectMany(name => settings.Where(pair => pair.Key == name)).SelectMany(pair => new[] { "--" + pair.Key, pair.Value });
        string[] others = [.. settings.Where(pair => !Switches.Contains(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}")];
        string[] words = ["./hourglass", "train", "--data", row.Data, "--model", row.Model, .. switches,
            .. others.Length > 0 ? ["--set", .. others] : Array.Empty<string>(), "--seed", "1", "--out", $"runs/quality/{row.Id}"];
        return string.Join(' ', words.Select(Quoted));
    }

    /// <summary>A version with as much of its commit as names it.</summary>
    public static string Short(string version)
    {
        var commit = version.IndexOf('+', StringComparison.Ordinal) + 1;
        return commit > 0 && version.Length > commit + CommitDigits ? version[..(commit + CommitDigits)] : version;
    }

    private static string Quoted(string argument) => argument.AsSpan().ContainsAny("[]* '\"$") ? $"'{argument}'" : argument;

    private static string Signed(Row row, double distance) => $"{(distance > 0 ? "+" : "")}{row.Figure.Text(distance)}";
}
