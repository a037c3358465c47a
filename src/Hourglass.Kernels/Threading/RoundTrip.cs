using System.Diagnostics;

namespace Hourglass.Kernels.Threading;

/// <summary>Round-trip time of a cache line between two threads: the minimum cost of a barrier.</summary>
internal static class RoundTrip
{
    private const int Turns = 20_000;

    /// <summary>The median of several measurements, in nanoseconds.</summary>
    public static double Nanoseconds()
    {
        var times = new double[9];
        for (var i = 0; i < times.Length; i++) times[i] = Once();
        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static double Once()
    {
        var ball = 0;
        var other = new Thread(Return);
        other.Start();
        var start = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < Turns; turn++)
        {
            Volatile.Write(ref ball, (2 * turn) + 1);
            while (Volatile.Read(ref ball) != (2 * turn) + 2) Thread.SpinWait(1);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        other.Join();
        return elapsed.TotalNanoseconds / Turns;

        void Return()
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                while (Volatile.Read(ref ball) != (2 * turn) + 1) Thread.SpinWait(1);
                Volatile.Write(ref ball, (2 * turn) + 2);
            }
        }
    }
}
