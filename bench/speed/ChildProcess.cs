using System.Diagnostics;
using Hourglass.Cli;

namespace Hourglass.SpeedBench;

/// <summary>The tool or this program in a process of its own, for what only a fresh process can show.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>This program.</summary>
    public static string Benchmark => typeof(ChildProcess).Assembly.Location;

    /// <summary>The tool as it is built for its users, whose start is measured.</summary>
    /// <exception cref="HourglassException">It was not named.</exception>
    public static string Tool => Environment.GetEnvironmentVariable(SourceProgram.ToolVariable) is { Length: > 0 } file && File.Exists(file)
        ? file
        : throw new HourglassException($"{SourceProgram.ToolVariable} does not name the built tool that is to be measured; " +
            "start the benchmark as './hourglass bench'.");

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its file, for the host <c>dotnet</c>.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it wrote, the time until its first line, and the most memory that it held at a time.</returns>
    public static (string[] Lines, double SecondsToFirstLine, double PeakMegabytes) Run(string program, IEnumerable<string> arguments,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)
            ?? throw new HourglassException($"'{start.FileName}' could not be started again; run the benchmark in a normal shell.");
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
                throw new HourglassException("The benchmark was stopped early; run it again.");
            }

            peak = Math.Max(peak, Peak(process));
        }

        // Once more without a limit, which waits for the last lines.
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new HourglassException($"The command '{string.Join(' ', start.ArgumentList.Skip(1))}' failed with status " +
                $"{process.ExitCode}: {string.Join(' ', errors)}");
        return ([.. lines], first, peak / 1e6);
    }

    private static long Peak(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            // It ended between two looks, the last of which counts.
            return 0;
        }
    }
}
