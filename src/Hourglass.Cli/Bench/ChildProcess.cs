using System.Diagnostics;

namespace Hourglass.Cli.Bench;

/// <summary>This program in a process of its own, for what only a fresh process can show.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it wrote, the time until its first line, and the most memory that it held at a time.</returns>
    public static (string[] Lines, double SecondsToFirstLine, double PeakMegabytes) Run(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new HourglassException($"'{start.FileName}' could not be started again; run the benchmark in a normal shell.");
        List<string> lines = [];
        List<string> errors = [];
        var first = double.NaN;
        process.OutputDataReceived += (_, received) =>
        {
            if (received.Data is null) return;
            if (lines.Count == 0) first = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            lines.Add(received.Data);
        };
        process.ErrorDataReceived += (_, received) =>
        {
            if (received.Data is not null) errors.Add(received.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long peak = 0;
        while (!process.WaitForExit(Interval))
        {
            if (cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                throw new HourglassException("The benchmark was stopped before it was done; run it again.");
            }

            process.Refresh();
            if (!process.HasExited) peak = Math.Max(peak, process.PeakWorkingSet64);
        }

        // Once more without a limit, which waits for the last lines.
        process.WaitForExit();
        if (process.ExitCode != 0) throw new HourglassException($"The command '{string.Join(' ', start.ArgumentList.Skip(1))}' failed with status {process.ExitCode}: {string.Join(' ', errors)}");
        return ([.. lines], first, peak / 1e6);
    }
}
