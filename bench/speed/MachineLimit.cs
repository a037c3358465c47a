using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Threading;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>What the machine's cores reach at most, measured beside what is held against it, since it moves.</summary>
internal static class MachineLimit
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.2);

    /// <summary>Operations a second of all threads together.</summary>
    /// <param name="limit">Of what, for a number of workers.</param>
    public static double Now(Func<int, SustainedRate> limit)
    {
        using var team = new WorkerTeam(get_num_threads());
        return limit(team.Workers).Average(team, Time);
    }

    /// <summary>The share of the limit that rates reach, round by round.</summary>
    /// <param name="rates">Examples a second.</param>
    /// <param name="limits">Operations a second.</param>
    /// <param name="flops">Operations an example.</param>
    public static string Share(IEnumerable<double> rates, IEnumerable<double> limits, double flops)
    {
        var shares = Spread.Of(rates.Zip(limits, (rate, limit) => 100 * rate * flops / limit));
        return $"{shares.Median:F0} % ({shares.Least:F0}-{shares.Largest:F0})";
    }
}
