using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hourglass.Files;

/// <summary>
/// Names of temporary files and folders that tell whose they are, so that those of processes that were killed can be removed: by the process's number
/// where it is of this machine, since its last start, and of this process's own numbering (a container has its own); else by age.
/// </summary>
internal static partial class TemporaryName
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(1);
    private static readonly string Scope = FindScope();
    private static readonly ConcurrentDictionary<string, bool> Swept = new(StringComparer.Ordinal);

    /// <summary>The part of a name that says that it is of this process.</summary>
    public static string Owner { get; } = OwnerOf(Environment.ProcessId);

    /// <summary>The same of another process of this machine.</summary>
    public static string OwnerOf(int process) => FormattableString.Invariant($"{Scope}-{process}");

    /// <summary>A new name for a temporary file in a folder.</summary>
    public static string In(string folder) => Path.Combine(folder, $".{Owner}-{Guid.NewGuid():N}.tmp");

    /// <summary>Removes the temporary files that killed processes have left in a folder; once for each folder, since a folder may have many files.</summary>
    public static void Sweep(string folder)
    {
        if (!Swept.TryAdd(folder, true)) return;
        Remove(() =>
        {
            foreach (var path in Directory.EnumerateFiles(folder, ".*.tmp").Where(path => IsAbandoned(Path.GetFileName(path), path)).ToArray())
                Remove(() => File.Delete(path));
        });
    }

    /// <summary>Whether a file or folder has the mark of a process that has ended. What has no such mark is nobody's business.</summary>
    /// <param name="mark">The name's end: <c>.</c>, the owner and an ending, or, as in the first versions, a number or 32 digits and an ending.</param>
    /// <param name="path">The file or folder.</param>
    public static bool IsAbandoned(string mark, string path)
    {
        if (Mark.Match(mark) is not { Success: true } match) return false;
        var isOfThisMachine = !match.Groups["scope"].Success || match.Groups["scope"].Value == Scope;
        if (isOfThisMachine && int.TryParse(match.Groups["process"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            return process != Environment.ProcessId && !IsRunning(process);
        return DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > LongAgo;
    }

    /// <summary>Removes what nobody needs any more; that it cannot be removed is no failure of what is being written.</summary>
    public static void Remove(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process may have removed it, or owns it; it lies there as it did before.
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string FindScope()
    {
        var numbering = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        var start = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id") : "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{numbering}\n{start}")))[..8];
    }

    [GeneratedRegex("^\\.((?<scope>[0-9a-f]{8})-)?((?<process>[0-9]{1,10})(-[0-9a-f]{32})?|[0-9a-f]{32})\\.(tmp|old)$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark { get; }
}
