using Hourglass.Cli;
using Hourglass.Cli.Commands;

namespace Hourglass.Figures;

/// <summary>Trains rows one after the other.</summary>
/// <param name="Invocation">What asks for it, and may be asked to stop.</param>
/// <param name="Output">Where words for people go.</param>
/// <param name="Table">The rows' table.</param>
/// <param name="Runs">The folder of the runs.</param>
internal sealed record RowTraining(Invocation Invocation, Output Output, FigureTable Table, string Runs)
{
    /// <summary>Trains rows to the end of a budget, or until somebody asks to stop. A row that fails does not keep the others from going on.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="budget">How long.</param>
    /// <param name="reached">Told of each new point.</param>
    /// <returns>A sentence for each row that did not come to its end.</returns>
    public IReadOnlyList<string> Train(IReadOnlyList<Row> rows, ReproduceBudget budget, Action<Row, Point> reached)
    {
        if (rows.Count > 0) Invocation.StartEngine();
        List<string> failures = [];
        foreach (var row in rows)
        {
            try
            {
                Output.Say($"{row.Id}: {row.Title}");
                var run = new RowRun(row, Table, Runs);
                if (run.FirstPointOfNewTraining(budget) is { } next)
                    Output.Say($"Its run does not lie in '{Runs}', so it is trained from the start; " +
                        $"the points that are stored stay, and the next one is after {next:N0} epochs.");
                if (!run.Run(budget, train => TrainingView.Show(Output, report => Invocation.Stoppable(token => train(report, token))),
                    point => Tell(row, point, reached)))
                    failures.Add($"The row '{row.Id}' was stopped; the same command goes on with it.");
            }
            catch (Exception e) when (e is HourglassException or UsageException)
            {
                failures.Add($"The row '{row.Id}' failed: {e.Message}");
            }

            if (Invocation.IsStopping) break;
        }

        return failures;
    }

    private void Tell(Row row, Point point, Action<Row, Point> reached)
    {
        Output.Say($"{row.Id} after {point.Epochs} epochs: {row.Figure.Name} {Words.Ours(row, point)}, reference {Words.Held(row)}; " +
            $"{point.Seconds:N0} s of training, {point.EvaluationSeconds:N0} s of evaluation");
        reached(row, point);
    }
}
