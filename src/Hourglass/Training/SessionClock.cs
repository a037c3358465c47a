using System.Diagnostics;

namespace Hourglass.Training;

/// <summary>Steps and seconds since training was started or resumed.</summary>
internal sealed class SessionClock
{
    private const double SecondsBetweenReports = 0.1;
    private readonly Stopwatch running = new();
    private double seconds;
    private long steps;
    private long lastReport = Stopwatch.GetTimestamp();

    /// <summary>Steps per second so far.</summary>
    public double StepsPerSecond => steps / Math.Max(1e-9, seconds + running.Elapsed.TotalSeconds);

    /// <summary>Starts the clock.</summary>
    public void Start() => running.Restart();

    /// <summary>Counts a step.</summary>
    /// <returns>Whether it is time for another report.</returns>
    public bool Step()
    {
        steps++;
        if (Stopwatch.GetElapsedTime(lastReport).TotalSeconds <= SecondsBetweenReports) return false;
        lastReport = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>Stops the clock.</summary>
    /// <returns>Seconds since <see cref="Start"/>.</returns>
    public double Stop()
    {
        var elapsed = running.Elapsed.TotalSeconds;
        running.Reset();
        seconds += elapsed;
        return elapsed;
    }
}
