using System.Text.Json.Nodes;
using Hourglass.Cli;
using Hourglass.Cli.Commands;
using Spectre.Console;

namespace Hourglass.Figures;

/// <summary>Does what <c>reproduce</c> asks for.</summary>
internal static class Reproducer
{
    /// <summary>Trains or lists the rows.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">There is no row of a name.</exception>
    /// <exception cref="HourglassException">A row failed or was stopped, or a file is damaged.</exception>
    public static int Run(Invocation invocation, ReproduceRequest request)
    {
        var repository = FigureTable.Find();
        var all = RowFiles.Load(repository.Rows);
        var chosen = RowFiles.Find(all, request.Rows);
        if (request.List) return List(invocation, chosen, repository);
        var runs = request.Runs ?? repository.Runs;
        if (request.Rows.Count == 0)
            chosen = [.. all.OrderBy(row => row.Cost(request.Budget)).Where(row => !new RowRun(row, repository, runs).IsDone(request.Budget))];
        return Train(invocation, chosen, request.Budget, repository, runs);
    }

    private static int Train(Invocation invocation, IReadOnlyList<Row> rows, ReproduceBudget budget, FigureTable repository, string runs)
    {
        var failures = new RowTraining(invocation, invocation.Output, repository, runs).Train(rows, budget, (_, _) => WritePage(invocation, repository));
        repository.WritePage(ReproductionPage.Write);
        Show(invocation, rows, repository);
        return failures.Count == 0 ? 0 : throw new HourglassException(string.Join(" ", failures));
    }

    private static void WritePage(Invocation invocation, FigureTable repository)
    {
        try
        {
            repository.WritePage(ReproductionPage.Write);
        }
        catch (HourglassException e)
        {
            // The point is stored, and the page is written again at the end: a row that somebody is editing meanwhile ends no training.
            invocation.Output.Warn(e.Text);
        }
    }

    private static void Show(Invocation invocation, IReadOnlyList<Row> rows, FigureTable repository)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Words.Heads) table.AddColumn(column);
        var result = new JsonArray();
        foreach (var row in rows)
        {
            var reached = repository.Result(row);
            table.AddRow([.. Words.Line(row, reached).Select(cell => cell.EscapeMarkup())]);
            result.Add(Describe(row, reached?.Last));
        }

        invocation.Output.Terminal.Write(table);
        invocation.Output.Result(new JsonObject { ["rows"] = result });
    }

    private static JsonObject Describe(Row row, Point? last) => new()
    {
        ["row"] = row.Id,
        ["figure"] = row.Figure.Name,
        ["ours"] = last is null ? null : row.Figure.Of(last),
        ["published_least"] = row.Figure.Published?.Least,
        ["published_most"] = row.Figure.Published?.Most,
        ["bar_least"] = row.Figure.Bar?.Least,
        ["bar_most"] = row.Figure.Bar?.Most,
        ["spread"] = row.Figure.Spread,
        ["source"] = row.Source,
        ["epochs"] = last?.Epochs,
        ["paper_epochs"] = row.Epochs?.Paper,
        ["seconds"] = last?.Seconds,
    };

    private static int List(Invocation invocation, IReadOnlyList<Row> rows, FigureTable repository)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("row", "what", "ours", "published or bar", "reached", "minutes, quick",
            "minutes, paper");
        var result = new JsonArray();
        foreach (var row in rows)
        {
            var reached = repository.Result(row);
            var line = Words.Line(row, reached);
            table.AddRow([.. new[] { line[0], line[1], line[2], line[3], line[5], Minutes(row, ReproduceBudget.Quick), Minutes(row, ReproduceBudget.Paper) }.Select(cell => cell.EscapeMarkup())]);
            result.Add(Describe(row, reached?.Last));
        }

        invocation.Output.Terminal.Write(table);
        invocation.Output.Result(new JsonObject { ["rows"] = result });
        return 0;
    }

    private static string Minutes(Row row, ReproduceBudget budget) => $"{Math.Max(1, row.Cost(budget) / 60):N0}";
}
