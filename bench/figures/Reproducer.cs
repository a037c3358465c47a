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
        var repository = ReproductionFolder.Find();
        var all = ReproductionRows.Load(repository.Rows);
        var chosen = ReproductionRows.Find(all, request.Rows);
        if (request.List) return List(invocation, chosen, repository);
        var runs = request.Runs ?? repository.Runs;
        if (request.Rows.Count == 0) chosen = [.. all.OrderBy(row => row.Cost(request.Budget)).Where(row => !new ReproductionRun(row, repository, runs).IsDone(request.Budget))];
        return Train(invocation, chosen, request.Budget, repository, runs);
    }

    private static int Train(Invocation invocation, IReadOnlyList<ReproductionRow> rows, ReproduceBudget budget, ReproductionFolder repository, string runs)
    {
        if (rows.Count > 0) invocation.StartEngine();
        List<string> failures = [];
        foreach (var row in rows)
        {
            try
            {
                invocation.Output.Say($"{row.Id}: {row.Title}");
                var run = new ReproductionRun(row, repository, runs);
                if (run.FirstPointOfNewTraining(budget) is { } next)
                    invocation.Output.Say($"Its run does not lie in '{runs}', so it is trained from the start; the points that are stored stay, and the next one is after {next:N0} epochs.");
                var ended = run.Run(budget, train => TrainingView.Show(invocation.Output, report => invocation.Stoppable(token => train(report, token))), point => Tell(invocation, row, point, repository));
                if (!ended) failures.Add($"The row '{row.Id}' was stopped; the same command goes on with it.");
            }
            catch (Exception e) when (e is HourglassException or UsageException)
            {
                failures.Add($"The row '{row.Id}' failed: {e.Message}");
            }

            if (invocation.IsStopping) break;
        }

        repository.WritePage();
        Show(invocation, rows, repository);
        return failures.Count == 0 ? 0 : throw new HourglassException(string.Join(" ", failures));
    }

    private static void Tell(Invocation invocation, ReproductionRow row, ReproductionPoint point, ReproductionFolder repository)
    {
        invocation.Output.Say($"{row.Id} after {point.Epochs} epochs: {row.Figure.Name} {ReproductionText.Ours(row, point)}, held against {ReproductionText.Held(row)}; {point.Seconds:N0} s of training, {point.EvaluationSeconds:N0} s of evaluation");
        try
        {
            repository.WritePage();
        }
        catch (HourglassException e)
        {
            // The point is stored, and the page is written again at the end: a row that somebody is editing meanwhile ends no training.
            Output.Warn(e.Message);
        }
    }

    private static void Show(Invocation invocation, IReadOnlyList<ReproductionRow> rows, ReproductionFolder repository)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in ReproductionText.Heads) table.AddColumn(column);
        var result = new JsonArray();
        foreach (var row in rows)
        {
            var reached = repository.Result(row);
            table.AddRow([.. ReproductionText.Line(row, reached).Select(cell => cell.EscapeMarkup())]);
            result.Add(Describe(row, reached?.Last));
        }

        invocation.Output.Terminal.Write(table);
        invocation.Output.Result(new JsonObject { ["rows"] = result });
    }

    private static JsonObject Describe(ReproductionRow row, ReproductionPoint? last) => new()
    {
        ["row"] = row.Id,
        ["figure"] = row.Figure.Name,
        ["ours"] = last is null ? null : row.Figure.Of(last.Metrics),
        ["published_least"] = row.Published?.Least,
        ["published_most"] = row.Published?.Most,
        ["bar_least"] = row.Bar?.Least,
        ["bar_most"] = row.Bar?.Most,
        ["spread"] = row.Spread,
        ["source"] = row.Source,
        ["epochs"] = last?.Epochs,
        ["paper_epochs"] = row.Epochs?.Paper,
        ["seconds"] = last?.Seconds,
    };

    private static int List(Invocation invocation, IReadOnlyList<ReproductionRow> rows, ReproductionFolder repository)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("row", "what", "ours", "published or bar", "reached", "minutes, quick", "minutes, paper");
        var result = new JsonArray();
        foreach (var row in rows)
        {
            var reached = repository.Result(row);
            var line = ReproductionText.Line(row, reached);
            table.AddRow([.. new[] { line[0], line[1], line[2], line[3], line[5], Minutes(row, ReproduceBudget.Quick), Minutes(row, ReproduceBudget.Paper) }.Select(cell => cell.EscapeMarkup())]);
            result.Add(Describe(row, reached?.Last));
        }

        invocation.Output.Terminal.Write(table);
        invocation.Output.Result(new JsonObject { ["rows"] = result });
        return 0;
    }

    private static string Minutes(ReproductionRow row, ReproduceBudget budget) => $"{Math.Max(1, row.Cost(budget) / 60):N0}";
}
