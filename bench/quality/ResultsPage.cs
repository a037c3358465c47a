using System.Text;
using Hourglass.Pages;

namespace Hourglass.Quality;

/// <summary>Writes the results as a Markdown page.</summary>
internal static class ResultsPage
{
    /// <summary>The page.</summary>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="seeds">The seeds that were asked for.</param>
    /// <param name="results">What each run that is trained and evaluated reached, by row name.</param>
    /// <param name="processor">The machine in words.</param>
    public static string Write(IReadOnlyList<Row> rows, IReadOnlyList<long> seeds, ILookup<string, QualityResult> results, string processor)
    {
        var all = rows.SelectMany(row => results[row.Id]).ToArray();
        var page = new StringBuilder();
        page.Append($"""
            # Quality against published figures

            Written by `bench/quality/run`; [Rows.cs](Rows.cs) holds rows, bars and references. MNIST, 60,000 training and 10,000 test
            images, pixels / 255. Each model is trained once a seed, and the worst seed counts.

            - Machine: {processor}
            - Runtime: {MarkdownTable.Distinct(all.Select(result => result.Document.Runtime))}
            - Hourglass: {MarkdownTable.Distinct(all.Select(result => result.Document.Version))} (the commit of the training stands behind the plus sign)


            """);
        MarkdownTable.Append(page, [["row", "figure", .. seeds.Select(seed => $"seed {seed}"), "worst", "bar", "verdict", "reference and its source"],
            .. rows.SelectMany(row => FigureLines(row, seeds, results[row.Id]))]);
        page.Append("\n## Commands and time\n\nTime is that of the training, for each seed in turn. The commands are those of seed 1.\n\n");
        MarkdownTable.Append(page, [["row", "epochs", "seconds a run", "threads", "command"], .. rows.Select(row => CommandLine(row, seeds, results[row.Id]))]);
        return page.ToString();
    }

    private static IEnumerable<string[]> FigureLines(Row row, IReadOnlyList<long> seeds, IEnumerable<QualityResult> results)
    {
        var bySeed = results.ToDictionary(result => result.Seed);
        for (var i = 0; i < row.Figures.Count; i++)
        {
            var figure = row.Figures[i];
            double?[] values = [.. seeds.Select(seed => bySeed.GetValueOrDefault(seed)?.Values[i])];
            var verdict = Verdict.Of(figure.Bar, values);
            yield return
            [
                row.Id, figure.Name, .. values.Select(Text), Text(verdict.Worst), figure.Bar.Text,
                verdict.Text, i == 0 ? row.Reference : "as above",
            ];

            string Text(double? value) => value?.ToString(figure.Format) ?? MarkdownTable.Nothing;
        }
    }

    private static string[] CommandLine(Row row, IReadOnlyList<long> seeds, IEnumerable<QualityResult> results)
    {
        QualityResult[] known = [.. results.OrderBy(result => seeds.Index().First(pair => pair.Item == result.Seed).Index)];
        return
        [
            row.Id,
            row.Epochs?.ToString() ?? MarkdownTable.Nothing,
            known.Length == 0 ? MarkdownTable.Nothing : string.Join(", ", known.Select(result => result.Document.WallSeconds.ToString("N0"))),
            MarkdownTable.Distinct(known.Select(result => result.Threads?.ToString() ?? "unknown")),
            $"`{CommandLineTool.Text(["train", .. row.TrainArguments, "--seed", "1", "--out", $"runs/quality/{row.Id}-seed1"])}`",
        ];
    }
}
