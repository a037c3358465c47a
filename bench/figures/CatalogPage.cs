using System.Text;
using Hourglass.Pages;

namespace Hourglass.Figures;

/// <summary>Writes what each model of the catalog reached under one budget as a Markdown page.</summary>
internal static class CatalogPage
{
    /// <summary>The page.</summary>
    /// <param name="seeds">The seeds that were asked for.</param>
    /// <param name="resultOf">What a row has reached, or null.</param>
    public static string Write(IReadOnlyList<ulong> seeds, Func<Row, RowResult?> resultOf)
    {
        PointTraining[] trainings = [.. CatalogRows.All.SelectMany(Reached).Select(point => point.Training!)];
        var page = new StringBuilder();
        page.Append($"""
            # The models side by side

            Written by `bench/quality/run --catalog`. MNIST, pixels / 255; every model with its defaults, unless a table says otherwise with
            {CatalogRows.Latent} latent dimensions and {CatalogRows.Epochs} epochs of batch 128: what each gives for little, not its best. Grey pixels are no binary data, so
            log-likelihoods under the Bernoulli loss can be compared with each other only. Figures of several seeds are given as mean ± largest
            distance from it. Trainings shared the machine with others: their seconds are for orders of magnitude.

            - Machine: {MarkdownTable.Distinct(trainings.Select(training => training.Machine))}
            - Runtime: {MarkdownTable.Distinct(trainings.Select(training => training.Runtime))}
            - Hourglass: {MarkdownTable.Distinct(trainings.Select(training => training.Version))} (the commit of the training stands behind the plus sign)


            """);
        Append("Every model", CatalogRows.Models);
        Append("How many dimensions", CatalogRows.Sizes);
        Append("Codes that a penalty limits", CatalogRows.Wide);
        Append("How many epochs", CatalogRows.Lengths);
        return page.ToString();

        void Append(string title, IReadOnlyList<Row> rows)
        {
            page.Append($"## {title}\n\n");
            MarkdownTable.Append(page, [Heading, .. rows.Select(row => Line(row, [.. Reached(row)]))]);
            page.Append('\n');
        }

        IEnumerable<Point> Reached(Row row) => seeds.Select(seed => resultOf(row.WithSeed(seed))?.MarkedPoints[^1]).OfType<Point>();
    }

    private static string[] Heading =>
        ["model", "latent", "epochs", .. CatalogRows.All[0].Figures.Select(figure => figure.Name), "seconds of training", "seeds"];

    private static string[] Line(Row row, IReadOnlyList<Point> points) =>
    [
        row.Model,
        $"{CatalogRows.LatentOf(row)}",
        row.Epochs is { } epochs ? $"{epochs.Paper}" : MarkdownTable.Nothing,
        .. row.Figures.Select(figure => Text([.. points.Select(point => row.Value(figure, point))], figure)),
        points.Count == 0 ? MarkdownTable.Nothing : points.Average(point => point.Seconds).ToString("N0"),
        $"{points.Count}",
    ];

    private static string Text(IReadOnlyList<double> values, Figure figure)
    {
        if (values.Count == 0 || values.Any(double.IsNaN)) return MarkdownTable.Nothing;
        var mean = values.Average();
        return values.Count == 1 ? figure.Text(mean) : $"{figure.Text(mean)} ± {figure.Text(values.Max(value => Math.Abs(value - mean)))}";
    }
}
