using System.Globalization;

namespace Hourglass.Files;

/// <summary>The process that holds a <see cref="FileClaim"/>, as the file names it.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Process">The process's number on it.</param>
/// <param name="ProcessStarted">When the process was started, which tells it from a later one of the same number.</param>
/// <param name="Since">When it took the claim.</param>
/// <param name="Token">Unique to the claim.</param>
internal sealed record ClaimHolder(string Host, int Process, DateTime ProcessStarted, DateTime Since, string Token)
{
    // The time of a process's start is computed from that of the system's, which moves a little when the clock is set.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    /// <summary>This process, from now on.</summary>
    public static ClaimHolder Current()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new ClaimHolder(Environment.MachineName, process.Id, process.StartTime.ToUniversalTime(), DateTime.UtcNow, Guid.NewGuid().ToString("N"));
    }

    /// <summary>Whether the process is running; null where it is of another machine, so that this one cannot tell.</summary>
    public bool? IsRunning()
    {
        if (!string.Equals(Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return (process.StartTime.ToUniversalTime() - ProcessStarted).Duration() < ClockTolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"process {Process} on host '{Host}' since {Since:yyyy-MM-dd HH:mm:ss} UTC");
}
