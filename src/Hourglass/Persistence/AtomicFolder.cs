using System.Diagnostics;
using System.Globalization;

namespace Hourglass.Persistence;

/// <summary>Writes folders whole or not at all, as <see cref="AtomicFile"/> does files.</summary>
internal static class AtomicFolder
{
    /// <summary>Refuses a folder that holds anything but these entries, so that nothing of somebody else's is written over.</summary>
    /// <param name="path">The folder; it need not exist.</param>
    /// <param name="replaceable">Names of files and folders in it that may go.</param>
    /// <exception cref="HourglassException">It holds something else, or is a file.</exception>
    public static void RequireFree(string path, params IReadOnlyList<string> replaceable)
    {
        if (File.Exists(path)) throw new HourglassException($"'{path}' is a file, not a folder; give the name of a new folder.");
        if (!Directory.Exists(path)) return;
        var other = Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault(name => !replaceable.Contains(name, StringComparer.Ordinal));
        if (other is not null) throw new HourglassException($"The folder '{path}' holds '{other}' already, and nothing is written over it; give the name of a new folder, or empty this one.");
    }

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary folder beside <paramref name="path"/> and renames it to <paramref name="path"/>. An earlier
    /// folder there goes when the new one is in its place, and stays when anything fails.
    /// </summary>
    /// <exception cref="HourglassException">The folder cannot be written; the message names the path and the cause.</exception>
    public static void Write(string path, Action<string> write)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var (scratch, old) = ($"{target}.{Environment.ProcessId}.tmp", $"{target}.{Environment.ProcessId}.old");
        AtomicFile.Named($"The folder '{path}'", () =>
        {
            try
            {
                RemoveAbandoned(target);

                // In a container every process may have one number: what lies here is of another one all the same.
                if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
                if (Directory.Exists(old) && Directory.Exists(target)) Directory.Delete(old, recursive: true);
                Directory.CreateDirectory(scratch);
                write(scratch);
                if (Directory.Exists(target)) Directory.Move(target, old);
                try
                {
                    Directory.Move(scratch, target);
                }
                catch when (Directory.Exists(old))
                {
                    Directory.Move(old, target);
                    throw;
                }

                if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
            }
            finally
            {
                if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
            }
        });
    }

    /// <summary>Removes the temporary folders of processes that were ended before they could.</summary>
    private static void RemoveAbandoned(string target)
    {
        var (parent, name) = (Path.GetDirectoryName(target)!, Path.GetFileName(target));
        if (!Directory.Exists(parent)) return;
        foreach (var left in Directory.EnumerateDirectories(parent, $"{name}.*.tmp").ToArray())
        {
            if (int.TryParse(Path.GetFileName(left)[(name.Length + 1)..^".tmp".Length], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsRunning(process))
                Directory.Delete(left, recursive: true);
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
}
