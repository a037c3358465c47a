using System.Text;
using Hourglass.Pages;

namespace Hourglass.Figures;

/// <summary>Writes the results as a Markdown page.</summary>
internal static class QualityPage
{
    /// <summary>The page.</summary>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="seeds">The seeds that were asked for.</param>
    /// <param name="resultOf">What a row has reached, or null.</param>
    public static string Write(IReadOnlyList<Row> rows, IReadOnlyList<ulong> seeds, Func<Row, RowResult?> resultOf)
    {
        (Row Row, Point?[] Points)[] all = [.. rows.Select(row => (row,
            Points: seeds.Select(seed => resultOf(row.WithSeed(seed))?.MarkedPoints[^1]).ToArray()))];
        PointTraining[] trainings = [.. all.SelectMany(one => one.Points).OfType<Point>().Select(point => point.Training!)];
        var page = new StringBuilder();
        page.Append($"""
            # Quality against published figures

            Written by `bench/quality/run`; the JSON files beside this page hold rows, bars and references. MNIST, 60,000 training and 10,000 test
            images, pixels / 255. Each model is trained once a seed, and the worst seed counts.

            - Machine: {MarkdownTable.Distinct(trainings.Select(training => training.Machine))}
            - Runtime: {MarkdownTable.Distinct(trainings.Select(training => training.Runtime))}
            - Hourglass: {MarkdownTable.Distinct(trainings.Select(training => training.Version))} (the commit of the training stands behind the plus sign)


            """);
        MarkdownTable.Append(page, [["row", "figure", .. seeds.Select(seed => $"seed {seed}"), "worst", "bar", "verdict", "reference and its source"],
            .. all.SelectMany(one => FigureLines(one.Row, one.Points))]);
        page.Append("\n## Commands and time\n\nTime is that of the training, for each seed in turn. The commands are those of seed 1.\n\n");
        MarkdownTable.Append(page, [["row", "epochs", "seconds a run", "threads", "command"], .. all.Select(one => CommandLine(one.Row, one.Points))]);
        return page.ToString();
    }

    private static IEnumerable<string[]> FigureLines(Row row, IReadOnlyList<Point?> points) => row.Figures.Select((figure, i) =>
    {
        double?[] values = [.. points.Select(point => point is null ? (double?)null : row.Value(figure, point))];
        var verdict = Verdict.Of(figure.Bar!, values);
        return (string[])[row.Id, figure.Name, .. values.Select(Text), Text(verdict.Worst), figure.Bar!.BarText, verdict.Text,
            i == 0 ? row.Source : "as above"];

        string Text(double? value) => value is { } known ? figure.Text(known) : MarkdownTable.Nothing;
    });

    private static string[] CommandLine(Row row, IReadOnlyList<Point?> points)
    {
        Point[] known = [.. points.OfType<Point>()];
        return
        [
            row.Id,
            row.Epochs is { } epochs ? $"{epochs.Paper}" : MarkdownTable.Nothing,
            known.Length == 0 ? MarkdownTable.Nothing : string.Join(", ", known.Select(point => point.Seconds.ToString("N0"))),
            MarkdownTable.Distinct(known.Select(point => point.Training!.Threads?.ToString() ?? "unknown")),
            $"`{Words.Command(row)}`",
        ];
    }
}
