using System.Globalization;

namespace Hourglass.Data;

/// <summary>Decides whether what is read of a source lies in memory or in a store, finds the store of an earlier reading, and makes a new one.</summary>
/// <typeparam name="T">What is stored.</typeparam>
/// <param name="kind">Where the user wants it.</param>
/// <param name="content">What it is called, such as "cells".</param>
/// <param name="open">Opens a store and, on request, compares all checksums; null if there is none of this state of the source.</param>
internal sealed class StoreIngest<T>(StoreKind kind, string content, Func<StoreKey, bool, (T Content, long Bytes)?> open)
    where T : class
{
    /// <summary>The most bytes that are kept in memory unless the user wants them there.</summary>
    public long MostInMemory { get; set; } = Store.MostInMemory;

    /// <summary>What was done, for the user.</summary>
    public List<MessageText> Notes { get; } = [];

    /// <summary>What lies in the store of an earlier reading; null if there is none, or if it is not what the source is now.</summary>
    public T? Find(StoreKey key)
    {
        if (kind == StoreKind.Memory || !File.Exists(key.Path)) return null;
        try
        {
            if (open(key, true) is not { } found) return null;
            StoreCache.Touch(key.Path);
            Tell(key, found.Bytes, "was made by an earlier reading");
            return found.Content;
        }
        catch (HourglassException e)
        {
            Notes.Add($"{e.Text} It was made again.");
            return null;
        }
    }

    /// <summary>Whether so many bytes are to lie in a store.</summary>
    public bool Wants(long bytes) => kind == StoreKind.Disk || (kind == StoreKind.Auto && bytes > MostInMemory);

    /// <summary>Makes a store, and deletes those that are in excess.</summary>
    /// <param name="key">Names it.</param>
    /// <param name="write">Writes it; a failure to read the source has no <see cref="IOException"/> as its direct cause.</param>
    /// <param name="fitsInMemory">Whether memory can hold it instead.</param>
    /// <returns>What lies in it; null if it cannot be written and the user did not ask for it.</returns>
    /// <exception cref="HourglassException">The source cannot be read, or the store cannot be written.</exception>
    public T? Make(StoreKey key, Action write, bool fitsInMemory = true)
    {
        // A limit that is no number is refused before the source is read.
        var limit = StoreCache.Limit();
        try
        {
            write();
            var made = open(key, false) ?? throw Gone(key.Path);
            StoreCache.Prune(key.Path, limit);
            Tell(key, made.Bytes, "was made now");
            return made.Content;
        }
        catch (HourglassException e) when (kind == StoreKind.Auto && fitsInMemory && e.InnerException is IOException or UnauthorizedAccessException)
        {
            Notes.Add($"{e.Text} The {content} are kept in memory.");
            return null;
        }
    }

    /// <summary>The store was just written, and another process has deleted or replaced it since.</summary>
    private static HourglassException Gone(string path)
    {
        var gone = new IOException("another process has deleted or replaced it");
        return new HourglassException($"The store '{What(path)}' cannot be used ({Got(gone.Message)}); {Allowed("read the data again")}.", gone);
    }

    private void Tell(StoreKey key, long bytes, string origin)
    {
        var megabytes = (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);
        Notes.Add($"The {content} are read from the store '{key.Path}' ({megabytes} MB), which {origin} and is used while the data do not change.");
    }
}
