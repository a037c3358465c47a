using System.Globalization;

namespace Hourglass.Tests.Fuzzing;

/// <summary>The peak of this process's resident memory since a mark, native memory included. Linux alone tells it; elsewhere it is 0.</summary>
internal readonly struct ResidentPeak
{
    private const string Status = "/proc/self/status";
    private const string Reset = "/proc/self/clear_refs";
    private readonly long before;

    private ResidentPeak(long before) => this.before = before;

    /// <summary>Lowers the recorded peak to what is resident now.</summary>
    public static ResidentPeak Mark()
    {
        if (!OperatingSystem.IsLinux()) return default;
        File.WriteAllText(Reset, "5");
        return new(Read("VmHWM:"));
    }

    /// <summary>Bytes by which the peak since the mark exceeds what was resident then.</summary>
    public long Growth() => OperatingSystem.IsLinux() ? Math.Max(0, Read("VmHWM:") - before) : 0;

    private static long Read(string field)
    {
        var line = File.ReadLines(Status).First(one => one.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture) << 10;
    }
}
