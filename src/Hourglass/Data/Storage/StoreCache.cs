using System.Globalization;
using Hourglass.Files;
using Hourglass.Native;

namespace Hourglass.Data;

/// <summary>
/// The folder of the stores. Its files can be deleted at any time. Those that were not used for a month are deleted when another one is written, and so are the
/// longest unused ones while all of them together are larger than a limit.
/// </summary>
internal static class StoreCache
{
    /// <summary>The ending of the names of stores.</summary>
    public const string Ending = ".store";

    /// <summary>The environment variable with another cache folder.</summary>
    public const string FolderVariable = "HOURGLASS_CACHE";

    /// <summary>The environment variable with the limit in gigabytes.</summary>
    public const string LimitVariable = "HOURGLASS_CACHE_GB";

    private const double DefaultLimit = 50;
    private const double Gigabyte = 1e9;
    private static readonly TimeSpan LongUnused = TimeSpan.FromDays(30);

    /// <summary>The folder.</summary>
    /// <param name="given">The folder that the user wants; null for the default.</param>
    /// <exception cref="UsageException">It is no absolute path.</exception>
    public static string Find(string? given)
    {
        var (folder, origin) = given is not null ? (given, "cache folder") : (Environment.GetEnvironmentVariable(FolderVariable), FolderVariable);
        if (string.IsNullOrEmpty(folder)) return Path.Combine(UserCache.Folder, "stores");
        return Path.IsPathFullyQualified(folder) ? folder : throw new UsageException($"{What(origin)} is '{Got(folder)}'; give {Allowed("an absolute path")}.");
    }

    /// <summary>Remembers that a store was used.</summary>
    public static void Touch(string path) => TemporaryName.Remove(() => File.SetLastWriteTimeUtc(path, DateTime.UtcNow));

    /// <summary>Deletes stores that are in excess; never the given one, and nothing whose name is not that of a store.</summary>
    /// <param name="path">The store.</param>
    /// <param name="limit">The most bytes of all stores together.</param>
    public static void Prune(string path, double limit) => TemporaryName.Remove(() =>
    {
        var total = (double)LengthOf(new FileInfo(path));
        var others = new DirectoryInfo(Path.GetDirectoryName(path)!).GetFiles($"*{Ending}")
            .Where(file => IsStore(file.Name) && file.FullName != Path.GetFullPath(path));
        foreach (var file in others.OrderByDescending(file => file.LastWriteTimeUtc))
        {
            total += LengthOf(file);
            if (total > limit || DateTime.UtcNow - file.LastWriteTimeUtc > LongUnused) TemporaryName.Remove(file.Delete);
        }
    });

    // Another process may delete a store at any time; the two properties are of one look at the file.
    private static long LengthOf(FileInfo file) => file.Exists ? file.Length : 0;

    private static bool IsStore(string name) => name.Length == StoreKey.NameLength + Ending.Length && name.AsSpan(0, StoreKey.NameLength)
        .IndexOfAnyExcept("0123456789abcdef") < 0;

    /// <summary>The most bytes of all stores together.</summary>
    /// <exception cref="UsageException">The variable is no number.</exception>
    public static double Limit()
    {
        var given = Environment.GetEnvironmentVariable(LimitVariable);
        if (string.IsNullOrEmpty(given)) return DefaultLimit * Gigabyte;
        return double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) && limit >= 0 ? limit * Gigabyte
            : throw new UsageException($"The environment variable {What(LimitVariable)} is '{Got(given)}'; give {Allowed("a number of gigabytes")}.");
    }
}
