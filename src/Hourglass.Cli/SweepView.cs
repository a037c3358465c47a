using Hourglass.Sweeps;
using Hourglass.Training;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>Shows the progress of a sweep: in a terminal, a bar per training run and one for all; in a pipe, a line per finished run.</summary>
internal static class SweepView
{
    /// <summary>Runs <paramref name="sweep"/> and shows its progress.</summary>
    public static SweepDocument? Show(Output output, Func<Action<SweepProgress>, SweepDocument?> sweep) =>
        output.IsLive ? Live(output, sweep) : sweep(progress => Plain(output, progress));

    private static SweepDocument? Live(Output output, Func<Action<SweepProgress>, SweepDocument?> sweep) => output.Terminal
        .Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(new ProgressBarColumn { Width = 28 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            ProgressTask? all = null;
            Dictionary<SweepPoint, ProgressTask> bars = [];
            return sweep(progress =>
            {
                all ??= context.AddTask("all training runs", maxValue: progress.Total);
                all.Value = progress.Done;
                if (progress.Point is not { } point)
                {
                    Plain(output, progress);
                    return;
                }

                if (!bars.TryGetValue(point, out var bar)) bars[point] = bar = context.AddTask(Markup.Escape(point.Name));
                if (progress.Event is StepDone step)
                {
                    bar.MaxValue = (double)step.Epochs * step.Steps;
                    bar.Value = ((double)(step.Epoch - 1) * step.Steps) + step.Step;
                }

                if (progress.Run is null) return;
                bar.StopTask();
                Plain(output, progress);
            });
        });

    private static void Plain(Output output, SweepProgress progress)
    {
        if (progress.Event is DataRead read && progress.Point is null)
        {
            foreach (var note in read.Notes) output.Say(note);
        }

        if (progress is not { Run: { } run, Point: { } point }) return;
        var loss = run.HeldOut.TryGetValue("loss_nats", out var nats) ? $"held-out loss {FigureText.Of(nats, 3)} nats, " : "";
        MessageText outcome = run.Failure ?? (MessageText)$"{loss}{run.WallSeconds:F0} s";
        output.Say($"{progress.Done}/{progress.Total}  {point.Name}  {outcome}");
    }
}
