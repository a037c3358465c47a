using System.Diagnostics;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Training;

namespace Hourglass.SpeedBench;

/// <summary>Trains for some seconds, over the same examples again and again.</summary>
internal static class TimedTraining
{
    private const int Unending = 1_000_000;
    private const double Moment = 0.1;

    /// <summary>Examples a second once code is warm, what an epoch's end costs included, and those of the best moment of at least 0.1 s.</summary>
    /// <param name="blueprint">What is trained.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="batch">Examples a step.</param>
    /// <param name="engine">What computes the steps.</param>
    /// <param name="settings">How long.</param>
    public static (double Mean, double Best) Rate(Blueprint blueprint, Examples examples, int batch, Engine engine, BenchSettings settings)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(settings.Cancellation);
        (long Examples, long Time)? first = null;
        var moment = (Examples: 0L, Time: 0L);
        var (mean, best) = (double.NaN, 0.0);
        var start = Stopwatch.GetTimestamp();
        using var trainer = new Trainer(blueprint, examples, new TrainingOptions { Epochs = Unending, BatchSize = batch, Engine = engine }, happened =>
        {
            if (happened is not StepDone done) return;
            var now = (Examples: ((long)(done.Epoch - 1) * examples.Count) + ((long)done.Step * batch), Time: Stopwatch.GetTimestamp());
            if (first is not { } begin)
            {
                if (Stopwatch.GetElapsedTime(start).TotalSeconds >= settings.WarmUp) first = moment = now;
                return;
            }

            if (Stopwatch.GetElapsedTime(moment.Time, now.Time).TotalSeconds is >= Moment and var lately)
            {
                best = Math.Max(best, (now.Examples - moment.Examples) / lately);
                moment = now;
            }

            var elapsed = Stopwatch.GetElapsedTime(begin.Time, now.Time).TotalSeconds;
            mean = (now.Examples - begin.Examples) / elapsed;
            if (elapsed >= settings.Seconds) stop.Cancel();
        });
        using var model = trainer.Model;
        trainer.Run(stop.Token);
        return (mean, Math.Max(best, mean));
    }
}
