namespace Hourglass.Files;

/// <summary>Writes folders whole or not at all, as <see cref="AtomicFile"/> does files.</summary>
public static class AtomicFolder
{
    // The second as in the first versions. In a container every process may have one number.
    private static readonly string[] Own = [TemporaryName.Owner, $"{Environment.ProcessId}"];

    /// <summary>Refuses a folder that holds anything but these entries, so that nothing of somebody else's is written over.</summary>
    /// <param name="path">The folder; it need not exist.</param>
    /// <param name="replaceable">Names of files and folders in it that may go.</param>
    /// <exception cref="HourglassException">It holds something else, or is a file.</exception>
    public static void RequireFree(string path, params IReadOnlyList<string> replaceable)
    {
        AtomicFile.Named($"The folder '{path}'", () => Recover(AtomicFile.Target(path)));
        if (File.Exists(path)) throw new HourglassException($"'{What(path)}' is a file, not a folder; give {Allowed("the name of a new folder")}.");
        if (!Directory.Exists(path)) return;
        var other = Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .FirstOrDefault(name => !replaceable.Contains(name, StringComparer.Ordinal));
        if (other is not null)
            throw new HourglassException($"The folder '{What(path)}' holds '{Got(other)}' already, and nothing is written over it; give " +
                $"{Allowed("the name of a new folder, or empty this one")}.");
    }

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary folder beside <paramref name="path"/> and renames it to <paramref name="path"/>. An earlier
    /// folder there goes when the new one is in its place, and stays when anything fails. Where the system can, the two change their names at one
    /// instant; elsewhere an earlier folder that was renamed by a process that was then killed is put back by whoever comes next.
    /// </summary>
    /// <param name="path">The folder; a symbolic link to a folder stays a link.</param>
    /// <param name="write">Fills the folder it is given the name of.</param>
    /// <exception cref="HourglassException">The folder cannot be written; the message names the path and the cause.</exception>
    public static void Write(string path, Action<string> write) => Write(path, write, FolderExchange.Try);

    /// <summary>The same, with another way to exchange two folders at one instant; it gives false where it cannot.</summary>
    internal static void Write(string path, Action<string> write, Func<string, string, bool> exchange)
    {
        AtomicFile.Named($"The folder '{path}'", () =>
        {
            var target = AtomicFile.Target(path);
            var (scratch, old) = ($"{target}.{TemporaryName.Owner}.tmp", $"{target}.{TemporaryName.Owner}.old");
            try
            {
                Recover(target);
                Directory.CreateDirectory(scratch);
                write(scratch);
                if (Directory.Exists(target) && exchange(scratch, target)) return;
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

    /// <summary>Puts back the earlier folder that a killed process had renamed and not replaced, and removes what such processes have left.</summary>
    private static void Recover(string target)
    {
        var (parent, name) = (Path.GetDirectoryName(target)!, Path.GetFileName(target));
        if (!Directory.Exists(parent)) return;
        foreach (var old in Left("old"))
        {
            if (Directory.Exists(target)) Directory.Delete(old, recursive: true);
            else Directory.Move(old, target);
        }

        foreach (var scratch in Left("tmp")) Directory.Delete(scratch, recursive: true);

        string[] Left(string ending) =>
            [.. Directory.EnumerateDirectories(parent,
            $"{name}.*.{ending}").Where(path => IsLeft(Path.GetFileName(path)[name.Length..], path)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the process that was writing a folder has ended, or is said to be this one, which is not at it.</summary>
    private static bool IsLeft(string mark, string path) =>
        Own.Any(own => mark.StartsWith($".{own}.", StringComparison.Ordinal)) || TemporaryName.IsAbandoned(mark, path);
}
