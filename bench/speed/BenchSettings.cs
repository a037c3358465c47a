namespace Hourglass.SpeedBench;

/// <summary>How long is measured.</summary>
/// <param name="Rounds">How often each is timed, one after the other in each round.</param>
/// <param name="Seconds">About how long each time, after warming up.</param>
/// <param name="Quick">Whether fewer sizes are measured, to try everything out.</param>
/// <param name="Cancellation">Stops the benchmark.</param>
internal sealed record BenchSettings(int Rounds, double Seconds, bool Quick, CancellationToken Cancellation)
{
    // Code reaches its last tier within some tenths of a second.
    private const double LongestTiering = 0.6;

    /// <summary>How long code runs before it is timed.</summary>
    public double WarmUp => Quick ? LongestTiering / 2 : Math.Max(LongestTiering, Seconds / 2);

    /// <summary>Times several things in turns.</summary>
    /// <returns>The rates of each of them, round by round.</returns>
    public IReadOnlyList<double>[] InTurns(params Func<double>[] rates)
    {
        var all = Array.ConvertAll(rates, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < rates.Length; i++)
            {
                if (Cancellation.IsCancellationRequested) throw new HourglassException("The benchmark was stopped early; run it again.");
                all[i].Add(rates[i]());
            }
        }

        return all;
    }

    /// <summary>All sizes, or every other one.</summary>
    public int[] Sizes(params int[] sizes) => Quick ? [.. sizes.Where((_, i) => i % 2 == 0)] : sizes;
}
