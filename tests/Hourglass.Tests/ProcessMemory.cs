using System.Globalization;

namespace Hourglass.Tests;

/// <summary>The memory of the test process.</summary>
internal static class ProcessMemory
{
    /// <summary>The most that it has had, where the system says it; else 0.</summary>
    public static long Peak() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
        ? long.Parse(line[6..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, null) << 10
        : 0;
}
