using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Cli.Reproduction;
using Hourglass.Settings;
using Spectre.Console;

namespace Hourglass.Cli.Commands;

/// <summary><c>reproduce</c>: trains the protocols of published figures, and puts ours beside them.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var rows = new Argument<string[]>("ROW") { Description = "Rows to train; without any, all that are not finished, the cheapest first.", Arity = ArgumentArity.ZeroOrMore };
        var budget = new Option<string>("--budget") { Description = "How long to train: quick | paper.", DefaultValueFactory = _ => "quick" };
        var list = new Option<bool>("--list") { Description = "Train nothing; list the rows with what they have reached." };
        var output = CommonOptions.Out("The folder of the runs; runs/reproduction of the repository by default.", required: false);
        var command = new DocumentedCommand("reproduce", "Makes published figures again: trains their protocols, prints our figure beside the published one, and updates bench/REPRODUCTION.md.", """
            Examples:
              hourglass reproduce --list
              hourglass reproduce pca-30 iwae-5
              hourglass reproduce iwae-5 --budget paper

            Rows are the JSON files in bench/reproduction, what they reached is in bench/reproduction/results. A finished row is not trained again, an
            interrupted one goes on, and a larger budget goes on from where a smaller one ended. Several can be started at once, each with its own rows.
            The page is written from all rows and results as they lie there then, whoever trained them.
            """)
        { rows, budget, list, output };
        Invocation.SetAction(command, invocation =>
        {
            var asked = new ChoiceParameter<ReproductionBudget>("budget", ReproductionBudget.Quick, "how long to train").Parse(invocation.Get(budget));
            var repository = ReproductionFolder.Find();
            var all = ReproductionRows.Load(repository.Rows);
            var chosen = ReproductionRows.Find(all, invocation.Get(rows) ?? []);
            if (invocation.Get(list)) return List(invocation, chosen, repository);
            var runs = invocation.Get(output) ?? repository.Runs;
            if (invocation.Get(rows) is not { Length: > 0 }) chosen = [.. all.OrderBy(row => row.Cost(asked)).Where(row => !new ReproductionRun(row, repository, runs).IsDone(asked))];
            return Train(invocation, chosen, asked, repository, runs);
        });
        return command;
    }

    private static int Train(Invocation invocation, IReadOnlyList<ReproductionRow> rows, ReproductionBudget budget, ReproductionFolder repository, string runs)
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
            table.AddRow([.. new[] { line[0], line[1], line[2], line[3], line[5], Minutes(row, ReproductionBudget.Quick), Minutes(row, ReproductionBudget.Paper) }.Select(cell => cell.EscapeMarkup())]);
            result.Add(Describe(row, reached?.Last));
        }

        invocation.Output.Terminal.Write(table);
        invocation.Output.Result(new JsonObject { ["rows"] = result });
        return 0;
    }

    private static string Minutes(ReproductionRow row, ReproductionBudget budget) => $"{Math.Max(1, row.Cost(budget) / 60):N0}";
}
