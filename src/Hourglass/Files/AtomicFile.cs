using Hourglass.Native;

namespace Hourglass.Files;

/// <summary>Writes files whole or not at all: a reader sees the earlier file or the finished new one, never half of one.</summary>
public static class AtomicFile
{
    private const int HResultDiskFullWindows = unchecked((int)0x80070070);
    private const int ErrnoNoSpace = 28;
    private const int ErrnoReadOnlyFileSystem = 30;

    /// <summary>
    /// Creates the parent folder if need be, lets <paramref name="write"/> fill a temporary file beside
    /// <paramref name="path"/>, flushes it to the disk and renames it over <paramref name="path"/>.
    /// The stream can be sought. An earlier file at <paramref name="path"/> stays untouched when anything fails. Where <paramref name="path"/> is a
    /// symbolic link, the file that it points to is replaced and the link stays.
    /// </summary>
    /// <exception cref="HourglassException">The file cannot be written; the message names the path and the cause.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        WriteNamed(path, temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
            write(stream);
        });
    }

    /// <summary>
    /// As <see cref="Write"/>, for a library that writes to a file's name: <paramref name="write"/> creates the file it is given the name of.
    /// </summary>
    /// <exception cref="HourglassException">The file cannot be written; the message names the path and the cause.</exception>
    public static void WriteNamed(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        Named($"The file '{path}'", () =>
        {
            string? temporary = null;
            try
            {
                var target = Target(path);
                if (Directory.Exists(target))
                    throw new HourglassException($"'{What(path)}' is a folder, not a file; give {Allowed("the name of a file to write")}.");
                if (FileKind.IsStream(target))
                    throw new HourglassException($"'{What(path)}' is a pipe or a device and not a file, and a file would take its place; give " +
                        $"{Allowed("the name of a file to write")}.");
                var folder = Path.GetDirectoryName(target)!;
                Directory.CreateDirectory(folder);
                TemporaryName.Sweep(folder);
                temporary = TemporaryName.In(folder);
                write(temporary);
                using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
                    stream.Flush(flushToDisk: true);
                File.Move(temporary, target, overwrite: true);
                temporary = null;
            }
            finally
            {
                if (temporary is { } left) TemporaryName.Remove(() => File.Delete(left));
            }
        });
    }

    /// <summary>Adds a line to the end of a file, for logs whose last line may be lost but whose earlier ones may not.</summary>
    /// <exception cref="HourglassException">The file cannot be written; the message names the path and the cause.</exception>
    internal static void AppendLine(string path, string line) => Named($"The file '{path}'", () => File.AppendAllText(path, line + "\n"));

    /// <summary>Waits until what has been written to a file lies on the disk; does nothing where there is no file.</summary>
    /// <exception cref="HourglassException">The file cannot be written; the message names the path and the cause.</exception>
    internal static void Flush(string path)
    {
        if (!File.Exists(path)) return;
        Named($"The file '{path}'", () =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            stream.Flush(flushToDisk: true);
        });
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte-order mark; see <see cref="Write"/>.</summary>
    /// <exception cref="HourglassException">The file cannot be written; the message names the path and the cause.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>The full path of what a name stands for, symbolic links at its end followed.</summary>
    internal static string Target(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return new FileInfo(full) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : full;
    }

    /// <summary>Runs <paramref name="write"/> and says <paramref name="what"/> could not be written, and the cause, when it fails.</summary>
    internal static void Named(string what, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException || IsTooLarge(e))
        {
            throw new HourglassException($"{What(what)} cannot be written: {Cause(e)}", e);
        }
    }

    /// <summary>What .NET makes of EFBIG: the file would pass a limit of the file system, or of the process (ulimit -f).</summary>
    private static bool IsTooLarge(Exception e) =>
        e is ArgumentOutOfRangeException { ParamName: "value", TargetSite.DeclaringType.FullName: "System.IO.RandomAccess" };

    private static string Cause(Exception e) => e switch
    {
        ArgumentOutOfRangeException => "it would be larger than the file system or a limit of this process (ulimit -f) allows; write less, or elsewhere.",
        IOException { HResult: ErrnoNoSpace or HResultDiskFullWindows } => "the disk is full; free some space or write elsewhere.",
        IOException { HResult: ErrnoReadOnlyFileSystem } => "the file system is read-only; write elsewhere.",
        UnauthorizedAccessException => "you may not write there; change the permissions or write elsewhere.",
        PathTooLongException => "the path is too long; choose a shorter one.",
        _ => $"{e.Message.TrimEnd('.')}; check the path or write elsewhere.",
    };
}
