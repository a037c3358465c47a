using System.Text;
using Hourglass.Training;

namespace Hourglass.Cli.Reproduction;

/// <summary>Writes rows and results as a Markdown page, and as the lines of a table.</summary>
internal static class ReproductionPage
{
    private static readonly string[] Heads = ["row", "what", "ours", "published", "difference", "budget used", "training", "source of the published figure"];

    /// <summary>The page.</summary>
    /// <param name="rows">Every row.</param>
    /// <param name="resultOf">What a row has reached, or null.</param>
    public static string Write(IReadOnlyList<ReproductionRow> rows, Func<ReproductionRow, ReproductionResult?> resultOf)
    {
        (ReproductionRow Row, ReproductionResult? Result)[] all = [.. rows.Select(row => (row, resultOf(row)))];
        ReproductionResult[] results = [.. all.Select(pair => pair.Result).OfType<ReproductionResult>()];
        var page = new StringBuilder();
        page.Append($"""
            # Published figures, made again

            Written by `./hourglass reproduce` from the protocols in [reproduction](reproduction) and what they gave, in
            [reproduction/results](reproduction/results); nothing here is written by hand. *Ours* is what the model had reached after the budget
            in its line, whether or not that is the published one; *difference* is how far it lies outside the published range, and *agrees* that it
            lies inside or no further outside than figures of one protocol do from seed to seed and author to author.

            - Machine: {MarkdownTable.Distinct(results.Select(result => result.Machine))}
            - Runtime: {MarkdownTable.Distinct(results.Select(result => result.Runtime))}
            - Hourglass: {MarkdownTable.Distinct(results.Select(result => result.Version))} (the commit of the training stands behind the plus sign)
            - Data: MNIST, 60,000 training and 10,000 test images, pixels / 255. *Dynamic*: pixels are drawn as Bernoulli variables at each look, those
              of the test images once. *Static*: once for all, from the seed {Trainer.StaticBinarizationSeed}. That is not the file of binarised digits that the
              papers used (50,000 training images, its own draws), so static figures are of the same kind of data, not of the same. *Sprites*: drawn by the
              tool, 54,000 training and 6,000 test pictures of 64 x 64 pixels whose factors are known.


            """);
        MarkdownTable.Append(page, [Heads, .. all.Select(pair => Line(pair.Row, pair.Result))]);
        var repeated = all.Where(pair => pair.Row is { Seeds: > 1, Repeats: null }).Select(pair => OverSeeds(pair.Row, [.. all.Where(other => other.Row == pair.Row || other.Row.Repeats == pair.Row.Id).Select(other => other.Result)])).ToArray();
        if (repeated.Length > 0)
        {
            page.Append("\n## Over seeds\n\nThe mean after the most epochs that all seeds have come to, and each of them.\n\n");
            MarkdownTable.Append(page, [["row", "figure", "epochs", "mean", "seeds 1, 2, ..."], .. repeated]);
        }

        page.Append("\n## Where they are heading\n\nThe figure after so many epochs; in brackets the draws of the estimate, where it is one.\n\n");
        var curves = all.Where(pair => pair.Result is { Points.Count: > 1 }).ToArray();
        MarkdownTable.Append(page, [["row", "published", "epochs: figure"], .. curves.Select(pair => new[] { pair.Row.Id, Published(pair.Row), Curve(pair.Row, pair.Result!) })]);
        page.Append("\n## Protocols\n\nThe command of each row is `./hourglass reproduce ROW --budget paper`; interrupted, it goes on where it stopped.\n\n");
        MarkdownTable.Append(page, [["row", "figure", "protocol", "options of train"], .. rows.Where(row => row.Repeats is null).Select(row => new[] { row.Id, row.Figure.Name, row.Protocol, Options(row) })]);
        return page.ToString();
    }

    /// <summary>A row of the table for people: name, title, our figure, the published one, difference, budget, seconds, source.</summary>
    public static string[] Line(ReproductionRow row, ReproductionResult? result) => result?.Last is not { } last
        ? [row.Id, row.Title, MarkdownTable.Nothing, Published(row), "not run", Budget(row, null), MarkdownTable.Nothing, row.Source]
        : [row.Id, row.Title, row.Figure.Text(row.Figure.Of(last.Metrics)), Published(row), Difference(row, last), Budget(row, last), Seconds(last), row.Source];

    /// <summary>The heads of <see cref="Line"/>.</summary>
    public static IReadOnlyList<string> Columns => Heads;

    /// <summary>The published range in words.</summary>
    public static string Published(ReproductionRow row) => row.Published?.Text(row.Figure) ?? MarkdownTable.Nothing;

    private static string[] OverSeeds(ReproductionRow row, IReadOnlyList<ReproductionResult?> seeds)
    {
        var common = seeds.Select(result => (result?.Points ?? []).Select(point => point.Epochs)).Aggregate((one, other) => one.Intersect(other)).DefaultIfEmpty(-1).Max();
        if (common < 0) return [row.Id, row.Figure.Name, MarkdownTable.Nothing, MarkdownTable.Nothing, "not run"];
        double[] figures = [.. seeds.Select(result => row.Figure.Of(result!.Points.First(point => point.Epochs == common).Metrics))];
        return [row.Id, row.Figure.Name, $"{common:N0}", row.Figure.Text(figures.Average()), string.Join(", ", figures.Select(row.Figure.Text))];
    }

    private static string Difference(ReproductionRow row, ReproductionPoint point)
    {
        if (row.Published is null) return MarkdownTable.Nothing;
        var distance = row.Published.Distance(row.Figure.Of(point.Metrics));
        var rounded = Math.Round(distance, row.Figure.Decimals);
        if (rounded == 0) return "agrees";
        var number = $"{(rounded > 0 ? "+" : "")}{row.Figure.Text(rounded)}";
        return Math.Abs(distance) > row.Spread ? number : $"{number}, agrees";
    }

    private static string Budget(ReproductionRow row, ReproductionPoint? point)
    {
        if (row.Epochs is not { } epochs) return "closed form";
        var draws = point?.Metrics.TryGetValue("nll_samples", out var samples) == true ? $", {samples:N0} draws" : "";
        return point is null ? $"0 of {epochs.Paper:N0} epochs" : point.Epochs == epochs.Paper ? $"{epochs.Paper:N0} epochs, the paper's{draws}" : $"{point.Epochs:N0} of {epochs.Paper:N0} epochs{draws}";
    }

    private static string Seconds(ReproductionPoint point) => $"{point.Seconds:N0} s";

    private static string Curve(ReproductionRow row, ReproductionResult result) => string.Join(", ", result.Points.Select(point =>
        $"{point.Epochs:N0}: {row.Figure.Text(row.Figure.Of(point.Metrics))}{(point.Metrics.TryGetValue("nll_samples", out var samples) ? $" ({samples:N0})" : "")}"));

    private static string Options(ReproductionRow row) =>
        $"`--data {row.Data} --model {row.Model}{(row.Settings.Count > 0 ? " --set " : "")}{string.Join(' ', row.Settings.Select(pair => $"{pair.Key}={pair.Value}"))}`";
}
