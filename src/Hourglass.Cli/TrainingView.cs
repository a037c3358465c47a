using Hourglass.Training;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>Shows the progress of training: in a terminal, a bar with the loss and its terms; in a pipe, one line per epoch.</summary>
internal static class TrainingView
{
    /// <summary>Runs <paramref name="train"/> and shows its progress.</summary>
    public static RunStopped Show(Output output, Func<Action<RunEvent>, RunStopped> train) =>
        output.IsLive ? Live(output, train) : train(happened => Plain(output, happened));

    private static RunStopped Live(Output output, Func<Action<RunEvent>, RunStopped> train) => output.Terminal
        .Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = 28 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            var bar = context.AddTask("starting");
            return train(happened =>
            {
                if (happened is StepDone step)
                {
                    bar.MaxValue = (double)step.Epochs * step.Steps;
                    bar.Value = ((double)(step.Epoch - 1) * step.Steps) + step.Step;
                    bar.Description = $"epoch {step.Epoch}/{step.Epochs}  {Markup.Escape(Terms(step.Metrics))}  [grey]{step.ExamplesPerSecond:N0}/s, " +
                        $"{Duration(step.SecondsLeft)} left[/]";
                }
                else if (happened is DataReading { Rows: var rows })
                {
                    (bar.MaxValue, bar.Value, bar.Description) = (rows.Total, rows.Done, $"{Markup.Escape(rows.Part)}: {rows.Done:N0} of {rows.Total:N0}");
                }
                else
                {
                    Plain(output, happened);
                }
            });
        });

    private static void Plain(Output output, RunEvent happened)
    {
        switch (happened)
        {
            case DataRead read:
                foreach (var note in read.Notes) output.Say(note);
                break;
            case RunStarted started:
                var held = started.ValidationExamples > 0 ? $", {started.ValidationExamples:N0} held out" : "";
                var done = started.EpochsDone > 0 ? $", resuming after epoch {started.EpochsDone}" : "";
                output.Say($"{started.Parameters:N0} parameters, {started.TrainingExamples:N0} examples{held}, " +
                    $"{(started.Epochs == 1 ? "1 epoch" : $"{started.Epochs} epochs")}{done}, engine {started.Engine}");
                break;
            case EpochDone epoch:
                var judged = epoch.Validation.Count > 0 ? $"  validation {FigureText.Of(epoch.Validation[0].Value, 3)}{(epoch.IsBest ? " *" : "")}" : "";
                output.Say($"epoch {epoch.Epoch}/{epoch.Epochs}  {Terms(epoch.Train)}{judged}  {epoch.ExamplesPerSecond:N0}/s  {Duration(epoch.Seconds)}");
                break;
            case LearningRateHalved halved:
                output.Say(halved.Explanation);
                break;
            case RunStopped stopped:
                output.Say(stopped.Explanation);
                break;
        }
    }

    /// <summary>"loss 103.12 = reconstruction 98.04 + kl 5.08 nats".</summary>
    private static string Terms(IReadOnlyList<Metric> metrics)
    {
        var terms = metrics.Skip(1).Select(metric => $"{metric.Name.Replace("_nats", "", StringComparison.Ordinal)} {FigureText.Of(metric.Value, 2)}")
            .ToArray();
        return metrics is [_, { Name: "reconstruction_nats" }]
            ? $"loss {FigureText.Of(metrics[0].Value, 3)} nats"
            : $"loss {FigureText.Of(metrics[0].Value, 3)} nats ({string.Join(", ", terms)})";
    }

    private static string Duration(double seconds) => !double.IsFinite(seconds) ? "?"
        : seconds < 90 ? $"{seconds:F0} s"
        : seconds < 5400 ? $"{(int)seconds / 60} min {(int)seconds % 60:00} s"
        : $"{(int)seconds / 3600} h {(int)seconds % 3600 / 60:00} min";
}
