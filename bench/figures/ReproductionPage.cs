using System.Text;
using Hourglass.Numerics;
using Hourglass.Pages;
using Hourglass.Preparation;

namespace Hourglass.Figures;

/// <summary>Writes rows and results as a Markdown page.</summary>
internal static class ReproductionPage
{
    private const string OtherTraining = "*";

    /// <summary>The page of a table as it stands.</summary>
    /// <exception cref="HourglassException">A row or result is damaged.</exception>
    public static string Write(FigureTable table) => Write(RowFiles.Load(table.Rows), table.Result);

    /// <summary>The page.</summary>
    /// <param name="rows">Every row.</param>
    /// <param name="resultOf">What a row has reached, or null.</param>
    public static string Write(IReadOnlyList<Row> rows, Func<Row, RowResult?> resultOf)
    {
        (Row Row, RowResult? Result)[] all = [.. rows.Select(row => (row, resultOf(row)))];
        PointTraining[] trainings = [.. all.SelectMany(pair => pair.Result?.MarkedPoints ?? []).Select(point => point.Training!)];
        ComparedPair[] pairs = [.. ComparedPair.Of(all)];
        var page = new StringBuilder();
        page.Append($"""
            # Published figures, made again

            Written by `./hourglass reproduce` from the protocols in [reproduction](reproduction) and what they gave, in
            [reproduction/results](reproduction/results); nothing here is written by hand. Lower is better, but for the mutual information gap; the
            activity of the sparse code is neither.

            {Summary(all, pairs)}

            - Machine: {MarkdownTable.Distinct(trainings.Select(training => training.Machine))}
            - Runtime: {MarkdownTable.Distinct(trainings.Select(training => training.Runtime))}
            - Hourglass: {MarkdownTable.Distinct(trainings.SelectMany(training => training.KnownVersions).Select(Words.Short).Order(StringComparer.Ordinal))} (the commits that trained and evaluated stand behind the plus sign; of older points the commit that began the training)
            - Random numbers: {Derivations(trainings)}; this version has derivation {Randomness.Derivation}. Another derivation gives other draws of the same distributions for the same seed, as another seed does
            - Data: MNIST, 60,000 training and 10,000 test images, pixels / 255. *Dynamic*: pixels are drawn as Bernoulli variables at each look, those
              of the test images once, by a fixed seed; each evaluation that an older version made drew its own, which moves a figure by some hundredths of a nat. *Static*: once for all, from the seed {DataPreparation.FixedBinarizationSeed}. That is not the file of binarised digits that the
              papers used (50,000 training images, its own draws), so static figures are of the same kind of data, not of the same. *Sprites*: drawn by the
              tool, 54,000 training and 6,000 test pictures of 64 x 64 pixels whose factors are known.


            """);
        Append(page, "To the end of their budgets", """
            *Difference* is how far our figure lies outside the published range. It *agrees* where it lies inside, or no further outside than the *spread*
            of such figures, for which somebody's measurement has to stand; where none does, it has to lie inside.
            """, ["row", "what", "ours", "published", "difference", "spread", "budget", "training", "made by", "source of the published figure"], Finished(all, pairs));
        Append(page, "Our own bars", "", ["row", "what", "ours", "bar", "verdict", "budget", "training", "made by", "whose bar"],
            all.Where(one => one.Row.Figure.Bar is not null && IsFinished(one)).Select(Barred));
        Append(page, "Pairs", """
            Rows of one protocol, after the most epochs that both have come to. *Below* is how far the first figure is below the second one's; our bar is
            how far it has to be.
            """, ["row", "held against", "epochs", "figures", "below", "bar", "verdict"], pairs.Select(Compared));
        Append(page, "On the way", """
            Rows that are not at the end of their budgets, which says nothing yet of what they will come to.
            """, ["row", "what", "ours so far", "published or bar", "budget used", "training", "made by", "source"], all.Where(one => IsAlone(one.Row) && !IsFinished(one)).Select(OnTheWay));
        Append(page, "Over seeds", """
            The mean after each number of epochs that all seeds have come to, and each of them. Models are to be compared at equal epochs.
            """, ["row", "figure", "epochs", "mean", "seeds 1, 2, ..."], all.Where(pair => pair.Row is { Seeds: > 1, Repeats: null })
            .SelectMany(pair => OverSeeds(pair.Row,
                [.. all.Where(other => other.Row == pair.Row || other.Row.Repeats == pair.Row.Id).Select(other => other.Result)])));
        var curves = all.Where(pair => pair.Result is { Points.Count: > 1 }).ToArray();
        Append(page, "Where they are heading", """
            The figure after so many epochs; in brackets the draws of the estimate, where it is one. An estimate reads the higher, the fewer draws it has:
            500 and 5,000 are not to be compared with each other.
            """, ["row", "published or bar", "epochs: figure"], curves.Select(pair => new[] { pair.Row.Id, Words.Held(pair.Row), Curve(pair.Row, pair.Result!) }));
        AppendList(page, curves.Where(pair => pair.Result!.Trainings.Count > 1).Select(pair => Mixed(pair.Row, pair.Result!)));
        AppendList(page, all.Where(pair => pair.Result?.MeantOtherThan(pair.Row) == true).Select(pair =>
            $"{pair.Row.Id}: its options meant something else when it was trained ({Words.Short(pair.Result!.Version)}) than they do now; " +
                "delete its result and its run to train it again."));
        Append(page, "Protocols", """
            The command of each row is `./hourglass reproduce ROW --budget paper`. Interrupted, it goes on where it stopped, as long as its run lies in
            `runs/reproduction`; runs are no part of the repository, so that in another copy of it a row is trained from the start.
            """, ["row", "figure", "protocol", "options of train"], rows.Where(row => row.Repeats is null).Select(row => new[] { row.Id, row.Figure.Name, row.Protocol, Options(row) }));
        return page.ToString();
    }

    private static string Summary(IReadOnlyList<(Row Row, RowResult? Result)> all, IReadOnlyList<ComparedPair> pairs)
    {
        var published = all.Where(one => one.Row is { Figure.Published: not null, Repeats: null }).ToArray();
        var finished = published.Where(IsFinished).ToArray();
        var agree = finished.Count(one => Words.Agrees(one.Row, one.Result!.Last!));
        var above = finished.Count(one => !Words.Agrees(one.Row, one.Result!.Last!)
            && one.Row.Figure.Published!.Distance(one.Row.Figure.Of(one.Result!.Last!)) > 0);
        var barred = all.Where(one => one.Row.Figure.Bar is not null && IsFinished(one)).ToArray();
        var reached = barred.Count(one => one.Row.Figure.Bar!.Distance(one.Row.Figure.Of(one.Result!.Last!)) == 0);
        var ended = pairs.Where(pair => pair.IsEnd).ToArray();
        return $"""
            **In short**: of {published.Length} rows with a published figure {finished.Length} are at the end of their budgets, of which {agree} agree, {above} lie
            above the published figure and {finished.Length - agree - above} below; {published.Length - finished.Length} are on the way, or not begun. Of {barred.Length} finished rows with a bar of our own {reached} reach it, of {ended.Length} finished pairs {ended.Count(pair => pair.IsReached)}.
            """;
    }

    /// <summary>Finished rows with a published figure, and those that stand in no other table.</summary>
    private static IEnumerable<string[]> Finished(IReadOnlyList<(Row Row, RowResult? Result)> all, IReadOnlyList<ComparedPair> pairs) =>
        from one in all
        where IsAlone(one.Row) && IsFinished(one) && one.Row.Figure.Bar is null
            && (one.Row.Figure.Published is not null || !pairs.Any(pair => pair.Row == one.Row || pair.Other == one.Row))
        let last = one.Result!.Last!
        select new[]
        {
            one.Row.Id, one.Row.Title, Words.Ours(one.Row, last), Words.Held(one.Row), Words.Difference(one.Row, last),
            Words.Spread(one.Row), Words.Budget(one.Row, last), Words.Seconds(last), MadeBy(one.Result!, last), one.Row.Source,
        };

    private static string[] Barred((Row Row, RowResult? Result) one)
    {
        var last = one.Result!.Last!;
        return [one.Row.Id, one.Row.Title, Words.Ours(one.Row, last), one.Row.Figure.Bar!.Text, Words.Difference(one.Row, last), Words.Budget(one.Row, last),
            Words.Seconds(last), MadeBy(one.Result!, last), one.Row.Source];
    }

    private static string[] OnTheWay((Row Row, RowResult? Result) one)
    {
        var last = one.Result?.Last;
        return [one.Row.Id, one.Row.Title, last is null ? "not run" : Words.Ours(one.Row, last), Words.Held(one.Row), Words.Budget(one.Row, last),
            last is null ? MarkdownTable.Nothing : Words.Seconds(last), last is null ? MarkdownTable.Nothing : MadeBy(one.Result!, last), one.Row.Source];
    }

    /// <summary>The versions that trained and evaluated a point.</summary>
    private static string MadeBy(RowResult result, Point point) => string.Join(", ", result.TrainingOf(point).KnownVersions.Select(Words.Short));

    /// <summary>Which versions drew by which derivation of random numbers.</summary>
    private static string Derivations(IReadOnlyList<PointTraining> trainings) =>
        MarkdownTable.Distinct(trainings.GroupBy(training => training.Randomness).OrderBy(group => group.Key)
        .Select(group => $"derivation {group.Key} in trainings begun by " +
            $"{MarkdownTable.Distinct(group.Select(training => Words.Short(training.Version)).Order(StringComparer.Ordinal))}"));

    private static string[] Compared(ComparedPair pair)
    {
        var (row, other) = (pair.Row, pair.Other);
        var bar = row.Figure.Text(row.Pair!.Below);
        if (pair is not { Mine: { } mine, Theirs: { } theirs, Below: { } below })
            return [row.Id, other.Id, MarkdownTable.Nothing, MarkdownTable.Nothing, MarkdownTable.Nothing, bar, pair.Verdict];
        var draws = Words.Draws(mine) is { } samples ? $" ({samples:N0} draws)" : "";
        return [row.Id, other.Id, $"{mine.Epochs:N0}", $"{Words.Ours(row, mine)}, {Words.Ours(other, theirs)}{draws}", row.Figure.Text(below), bar,
            pair.Verdict];
    }

    private static IEnumerable<string[]> OverSeeds(Row row, IReadOnlyList<RowResult?> seeds)
    {
        int[] common = [.. seeds.Select(result => (result?.Points ?? []).Select(point => point.Epochs)).Aggregate((one,
            other) => one.Intersect(other)).Order()];
        if (common.Length == 0) return [[row.Id, row.Figure.Name, MarkdownTable.Nothing, MarkdownTable.Nothing, "not run"]];
        return common.Select(epochs =>
        {
            double[] figures = [.. seeds.Select(result => row.Figure.Of(result!.Points.First(point => point.Epochs == epochs)))];
            return new[] { row.Id, row.Figure.Name, $"{epochs:N0} of {row.Epochs?.Paper ?? 0:N0}", row.Figure.Text(figures.Average()), string.Join(", ", figures.Select(row.Figure.Text)) };
        });
    }

    private static string Curve(Row row, RowResult result) => string.Join(", ", result.Points.Select(point =>
    {
        var mark = result.TrainingOf(point).IsOf(result.TrainingOf(result.Last!)) ? "" : OtherTraining;
        return $"{point.Epochs:N0}: {Words.Ours(row, point)}{mark}{(Words.Draws(point) is { } samples ? $" ({samples:N0})" : "")}";
    }));

    /// <summary>Says which points are of another training than the last one.</summary>
    private static string Mixed(Row row, RowResult result)
    {
        var last = result.TrainingOf(result.Last!);
        return $"{row.Id}: {OtherTraining} is of another training " +
            $"({string.Join("; ", result.Trainings.Where(training => !training.IsOf(last)).Select(training => training.Text))}) " +
            $"than the last point ({last.Text}).";
    }

    /// <summary>Whether a row stands for itself and is not one of several seeds.</summary>
    private static bool IsAlone(Row row) => row is { Seeds: 1, Repeats: null };

    private static bool IsFinished((Row Row, RowResult? Result) one) => one.Result?.Last is { } last && one.Row.IsEnd(last);

    private static string Options(Row row) =>
        $"`--data {row.Data} --model " +
            $"{row.Model}{(row.Settings.Count > 0 ? " --set " : "")}{string.Join(' ', row.Settings.Select(pair => $"{pair.Key}={pair.Value}"))}`";

    private static void Append(StringBuilder page, string title, string text, string[] heads, IEnumerable<string[]> lines)
    {
        string[][] all = [.. lines];
        if (all.Length == 0) return;
        if (page[^2] != '\n') page.Append('\n');
        page.Append($"## {title}\n\n");
        if (text.Length > 0) page.Append($"{text}\n\n");
        MarkdownTable.Append(page, [heads, .. all]);
    }

    private static void AppendList(StringBuilder page, IEnumerable<string> sentences)
    {
        string[] all = [.. sentences];
        if (all.Length > 0) page.Append('\n').AppendJoin('\n', all.Select(sentence => $"- {sentence}")).Append('\n');
    }
}
