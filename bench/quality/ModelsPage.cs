using System.Text;
using Hourglass.Pages;

namespace Hourglass.Quality;

/// <summary>Writes what each model of the catalog reached under one budget as a Markdown page.</summary>
internal static class ModelsPage
{
    /// <summary>The page.</summary>
    /// <param name="results">What each run reached, by row name.</param>
    /// <param name="processor">The machine in words.</param>
    public static string Write(ILookup<string, QualityResult> results, string processor)
    {
        var all = ModelRows.All.SelectMany(row => results[row.Id]).ToArray();
        var page = new StringBuilder();
        page.Append($"""
            # The models side by side

            Written by `bench/quality/run --catalog`. MNIST, pixels / 255; every model with its defaults, unless a table says otherwise with
            {ModelRows.Latent} latent dimensions and {ModelRows.Epochs} epochs of batch 128: what each gives for little, not its best. Grey pixels are no binary data, so
            log-likelihoods under the Bernoulli loss can be compared with each other only. Figures of several seeds are given as mean ± largest
            distance from it. Trainings shared the machine with others: their seconds are for orders of magnitude.

            - Machine: {processor}
            - Runtime: {MarkdownTable.Distinct(all.Select(result => result.Document.Runtime))}
            - Hourglass: {MarkdownTable.Distinct(all.Select(result => result.Document.Version))} (the commit of the training stands behind the plus sign)


            """);
        Append("Every model", ModelRows.Models);
        Append("How many dimensions", ModelRows.Sizes);
        Append("Codes that a penalty limits", ModelRows.Wide);
        Append("How many epochs", ModelRows.Lengths);
        return page.ToString();

        void Append(string title, IReadOnlyList<Row> rows)
        {
            page.Append($"## {title}\n\n");
            MarkdownTable.Append(page, [Heading, .. rows.Select(row => Line(row, [.. results[row.Id]]))]);
            page.Append('\n');
        }
    }

    private static string[] Heading => ["model", "latent", "epochs", .. ModelRows.All[0].Figures.Select(figure => figure.Name), "seconds of training", "seeds"];

    private static string[] Line(Row row, IReadOnlyList<QualityResult> results) =>
    [
        row.Model,
        $"{row.Latent}",
        row.Epochs is { } epochs ? $"{epochs}" : MarkdownTable.Nothing,
        .. row.Figures.Select((figure, i) => Text([.. results.Select(result => result.Values[i])], figure.Format)),
        results.Count == 0 ? MarkdownTable.Nothing : results.Average(result => result.Document.WallSeconds).ToString("N0"),
        $"{results.Count}",
    ];

    private static string Text(IReadOnlyList<double> values, string format)
    {
        if (values.Count == 0 || values.Any(double.IsNaN)) return MarkdownTable.Nothing;
        var mean = values.Average();
        return values.Count == 1 ? mean.ToString(format) : $"{mean.ToString(format)} ± {values.Max(value => Math.Abs(value - mean)).ToString(format)}";
    }
}
