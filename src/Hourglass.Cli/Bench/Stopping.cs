namespace Hourglass.Cli.Bench;

/// <summary>How a benchmark ends before it is done.</summary>
internal static class Stopping
{
    /// <summary>Fails when a person wants it to stop.</summary>
    public static void ThrowIfStopped(this CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) throw new HourglassException("The benchmark was stopped before it was done; run it again.");
    }
}
