using System.Diagnostics;
using Hourglass.Kernels.Threading;

namespace Hourglass.Kernels.Gemm;

/// <summary>Operations per second of some work.</summary>
/// <param name="work">The work.</param>
/// <param name="operations">Its multiplications and additions over all workers, each counted as one.</param>
internal sealed class SustainedRate(IWork work, double operations)
{
    private const int RunsForBest = 20;

    /// <summary>The best of several runs, in operations per second.</summary>
    public double Best(WorkerTeam team) => Measure(team, TimeSpan.Zero, RunsForBest).Best;

    /// <summary>The sustained rate, including the effect of other processes, in operations per second.</summary>
    public double Average(WorkerTeam team, TimeSpan time) => Measure(team, time, 1).Average;

    private (double Best, double Average) Measure(WorkerTeam team, TimeSpan time, int least)
    {
        var (best, runs) = (double.MaxValue, 0);
        var start = Stopwatch.GetTimestamp();
        for (; runs < least || Stopwatch.GetElapsedTime(start) < time; runs++)
        {
            var begin = Stopwatch.GetTimestamp();
            team.Run(work);
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        return (operations / best, operations * runs / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
