using System.Text.Json;

namespace Hourglass.Files;

/// <summary>
/// A file that one process at a time holds, and with it what the file stands for: a run, a sweep, stored results. The operating system's lock on the file
/// decides, also on network file systems that have locks, and ends with the process however it ends; a second file beside it names the holder, since what is
/// locked cannot be read. Where a file system has no locks that second file decides, and what another machine has left there must be deleted by a person.
/// </summary>
internal sealed class FileClaim : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // Others open the file for a moment to see whether it is held.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1);

    // EWOULDBLOCK of Linux and of macOS, and Windows' violations of sharing and of locks.
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];
    private readonly string path;
    private readonly FileStream locked;
    private readonly ClaimHolder mine;

    private FileClaim(string path, FileStream stream, ClaimHolder holder)
    {
        this.path = path;
        locked = stream;
        mine = holder;
    }

    /// <summary>Takes the claim, which lasts until it is disposed of or the process ends.</summary>
    /// <param name="path">The file; it and its folder are made where they are missing, and it is removed at the end.</param>
    /// <param name="refusal">Makes the sentence of the failure from who holds it.</param>
    /// <param name="patience">How long others are waited for.</param>
    /// <exception cref="HourglassException">Others hold it, or the file cannot be written.</exception>
    public static FileClaim Take(string path, Func<string, MessageText> refusal, TimeSpan patience = default)
    {
        var started = DateTime.UtcNow;
        while (true)
        {
            FileClaim? taken = null;
            AtomicFile.Named($"The file '{path}'", () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                taken = TryTake(path);
            });
            if (taken is not null) return taken;
            var holder = Read(path);
            var wait = holder is null || holder.IsRunning() == false ? LeastPatience : TimeSpan.Zero;
            if (DateTime.UtcNow - started >= (patience > wait ? patience : wait))
                throw new HourglassException(refusal(holder?.ToString() ?? "another process"));
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Who holds the claim now; null where nobody does.</summary>
    public static ClaimHolder? HolderOf(string path)
    {
        if (Read(path) is not { } holder) return null;
        if (holder.IsRunning() is { } running) return running ? holder : null;
        try
        {
            // Shared with others who look, refused while somebody holds it.
            using var look = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return holder;
        }
    }

    /// <summary>Lets go of the file and removes it.</summary>
    public void Dispose()
    {
        try
        {
            if (Read(path)?.Token == mine.Token) File.Delete(NoteOf(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stays behind blocks nobody: the lock ends with the stream.
        }

        locked.Dispose();
    }

    /// <summary>The claim; null where another process has the lock, or is named on a file system without locks.</summary>
    private static FileClaim? TryTake(string path)
    {
        if (Lock(path) is not { } stream) return null;
        try
        {
            if (HasLocks(path) || Read(path) is not { } other || other.IsRunning() == false)
            {
                var holder = ClaimHolder.Current();
                AtomicFile.WriteText(NoteOf(path), JsonSerializer.Serialize(holder, Json.Line));
                return new FileClaim(path, stream, holder);
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        stream.Dispose();
        return null;
    }

    /// <summary>Whether a second lock of the file, which is locked, is refused.</summary>
    private static bool HasLocks(string path)
    {
        using var second = Lock(path);
        return second is null;
    }

    /// <summary>
    /// Opens the file for this holder alone; null where it is held. Deleted on closing, it is also found out where a holder removes it between being opened
    /// and locked here.
    /// </summary>
    private static FileStream? Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (SharingViolations.Contains(e.HResult))
        {
            return null;
        }
    }

    /// <summary>Who is named as the holder; null where nobody is (yet).</summary>
    private static ClaimHolder? Read(string path)
    {
        try
        {
            using var note = new FileStream(NoteOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<ClaimHolder>(note, Json.Line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string NoteOf(string path) => path + ".holder";
}
