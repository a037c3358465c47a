using System.Diagnostics;
using System.Globalization;

namespace Hourglass.LargeBench;

/// <summary>Time, processor time and memory of a part of the work.</summary>
internal static class Measured
{
    private const int Interval = 20;
    private const double Megabyte = 1 << 20;

    /// <summary>
    /// Runs a part and prints a line about it. The memory is the largest that is neither a file's nor shared (RssAnon), where the system tells it.
    /// </summary>
    public static T Run<T>(string part, long rows, Func<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var (processor, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var (most, ended) = (Anonymous(), false);
        var sampler = new Thread(() =>
        {
            while (!Volatile.Read(ref ended))
            {
                most = Math.Max(most, Anonymous());
                Thread.Sleep(Interval);
            }
        })
        { IsBackground = true };
        sampler.Start();
        var result = work();
        watch.Stop();
        Volatile.Write(ref ended, true);
        sampler.Join();
        process.Refresh();
        var cpu = (process.TotalProcessorTime - processor).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{part}: {watch.Elapsed.TotalSeconds:F1} s, {cpu:F1} s of processor time, {rows / watch.Elapsed.TotalSeconds:N0} rows/s, " +
            $"{rows / cpu:N0} rows per second of processor time, " +
            $"peak memory {most / Megabyte:N0} MB"));
        return result;
    }

    private static long Anonymous()
    {
        if (!File.Exists("/proc/self/status")) return Process.GetCurrentProcess().PrivateMemorySize64;
        var line = Array.Find(File.ReadAllLines("/proc/self/status"), one => one.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
