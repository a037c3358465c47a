using Hourglass.Data;

namespace Hourglass.Reports;

/// <summary>Counts the cells of a column in real and made rows.</summary>
internal static class Marginals
{
    private const string Empty = "(empty)";
    private const int Intervals = 30;
    private const int MostLevels = 8;

    // Of the rows; the outermost intervals take in what lies beyond.
    private const double Outside = 0.002;

    /// <summary>The distributions of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="real">The cells of real rows in its unit.</param>
    /// <param name="made">The cells of made rows.</param>
    /// <param name="alike">How alike they are, 1 if equal; null for unknown.</param>
    public static ColumnMarginal Of(ColumnSchema column, double[] real, double[] made, double? alike)
    {
        var (missing, missingMade) = (real.Count(double.IsNaN) / (double)real.Length, made.Count(double.IsNaN) / (double)made.Length);
        List<string> facts = [ColumnSummary.Kind(column.Kind)];
        if (alike is { } value) facts.Add($"alike {NumberText.WithDecimals(value, 3)}");
        if (!column.HasLevels && missing + missingMade > 0) facts.Add($"empty {Percent(missing)} real, {Percent(missingMade)} made");
        var description = string.Join(" · ", facts);
        if (column.HasLevels) return new ColumnMarginal(column.Name, description, IsHistogram: false, Levels(column, real, made));
        var sorted = Array.FindAll(real, cell => !double.IsNaN(cell));
        Array.Sort(sorted);
        return sorted.Length == 0 ? new ColumnMarginal(column.Name, description, IsHistogram: false, [new(Empty, missing, missingMade)])
            : Histogram(column, description, sorted, real, made);
    }

    private static MarginalBar[] Levels(ColumnSchema column, double[] real, double[] made)
    {
        var isOrdered = column.Kind != ColumnKind.Category && column.Levels.Count <= MostLevels + 1;
        var (a, b) = (Counts(real), Counts(made));
        // A single other one takes no more room than a line that counts it.
        var most = column.Levels.Count == MostLevels + 1 ? MostLevels + 1 : MostLevels;
        var shown = Enumerable.Range(0, column.Levels.Count).OrderByDescending(level => a[level]).Take(most).ToArray();
        if (isOrdered) Array.Sort(shown);
        List<MarginalBar> bars = [.. shown.Select(level => new MarginalBar(column.Levels[level], a[level] / real.Length, b[level] / made.Length))];
        if (shown.Length < column.Levels.Count)
            bars.Add(new($"{column.Levels.Count - shown.Length} others", Rest(a) / real.Length, Rest(b) / made.Length));
        if (a[^1] + b[^1] > 0) bars.Add(new(Empty, a[^1] / real.Length, b[^1] / made.Length));
        return [.. bars];

        double Rest(double[] counts) => counts[..^1].Sum() - shown.Sum(level => counts[level]);

        // The last count is that of empty cells.
        double[] Counts(double[] cells)
        {
            var counts = new double[column.Levels.Count + 1];
            foreach (var cell in cells) counts[double.IsNaN(cell) ? ^1 : (int)cell]++;
            return counts;
        }
    }

    private static ColumnMarginal Histogram(ColumnSchema column, string description, double[] sorted, double[] real, double[] made)
    {
        var (low, high) = (sorted[(int)(Outside * sorted.Length)], sorted[sorted.Length - 1 - (int)(Outside * sorted.Length)]);
        var isWhole = column.Kind is ColumnKind.Integer or ColumnKind.Date;
        // Intervals of whole numbers have equally many of them: combs would otherwise appear that the data do not have.
        var width = isWhole ? Math.Max(1, Math.Ceiling((high - low + 1) / Intervals)) : (high - low) / Intervals;
        if (width == 0) (low, width) = (low - 0.5, 1);
        var count = isWhole ? (int)Math.Floor((high - low) / width) + 1 : (int)Math.Clamp(Math.Round((high - low) / width), 1, Intervals);
        var (a, b) = (Shares(real), Shares(made));
        MarginalBar[] bars = [.. Enumerable.Range(0, count).Select(i => new MarginalBar(
            Label(low + (i * width), isWhole ? Math.Min(low + ((i + 1) * width) - 1, Math.Max(high, low)) : low + ((i + 1) * width)), a[i], b[i]))];
        return new ColumnMarginal(column.Name, description, IsHistogram: true, bars, Text(low), Text(high));

        string Label(double from, double to) => from == to ? Text(from) : $"{Text(from)} to {Text(to)}";

        string Text(double value) => ColumnSummary.Value(column, value);

        double[] Shares(double[] cells)
        {
            var shares = new double[count];
            foreach (var cell in cells)
                if (!double.IsNaN(cell)) shares[(int)Math.Clamp((cell - low) / width, 0, count - 1)] += 1.0 / cells.Length;
            return shares;
        }
    }

    private static string Percent(double share) => $"{NumberText.WithDecimals(100 * share, share is > 0 and < 0.0995 ? 1 : 0)} %";
}
