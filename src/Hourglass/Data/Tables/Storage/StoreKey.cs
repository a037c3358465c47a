using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hourglass.Data;

/// <summary>Names the store of a source that is read in a certain way, and the state of the source.</summary>
/// <param name="Path">The file of the store.</param>
/// <param name="State">Names, sizes and times of the files, and the build of this library, as a checksum.</param>
internal sealed record StoreKey(string Path, string State)
{
    /// <summary>The number of hex digits in the name of a store.</summary>
    public const int NameLength = 32;

    /// <summary>The key of a descriptor.</summary>
    /// <param name="descriptor">A file, pattern of files or query.</param>
    /// <param name="reading">How it is read, as JSON.</param>
    /// <param name="folder">The folder of stores.</param>
    /// <returns>Null for a query whose result may differ from one run to the next, and for files that do not exist.</returns>
    public static StoreKey? Of(string descriptor, string reading, string folder)
    {
        if (TableFiles.Find(descriptor) is not { } files) return null;
        var paths = files.Format == TableStorage.Query ? SqlSource.StableFiles(files.Detail!) : files.Paths;
        if (paths is null || !Array.TrueForAll(paths, File.Exists)) return null;
        // Changes of a SQLite file may still lie beside it.
        string[] beside = files.Format == TableStorage.Sqlite ? [.. paths.Select(path => $"{path}-wal").Where(File.Exists)] : [];
        string[] full = [.. paths.Concat(beside).Select(System.IO.Path.GetFullPath)];
        var state = full.Select(path => new FileInfo(path)).Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}"));
        var build = typeof(StoreKey).Module.ModuleVersionId.ToString();
        var name = Hash([.. full.Take(paths.Length), files.Format.ToString(), files.Detail ?? "", reading])[..NameLength];
        return new StoreKey(System.IO.Path.Combine(folder, $"{name}{TableCache.Ending}"), Hash([.. state, build]));
    }

    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
}
