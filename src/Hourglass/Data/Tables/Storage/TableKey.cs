namespace Hourglass.Data;

/// <summary>Names the store of a table.</summary>
internal static class TableKey
{
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
        var path = StoreKey.PathOf([.. paths.Select(Path.GetFullPath), files.Format.ToString(), files.Detail ?? "", reading], folder);
        return new StoreKey(path, StoreKey.StateOf(paths.Concat(beside)));
    }
}
